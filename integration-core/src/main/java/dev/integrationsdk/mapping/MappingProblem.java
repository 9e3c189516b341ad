package dev.integrationsdk.mapping;

import java.util.Objects;

/**
 * One thing that is wrong with a field mapping. Immutable.
 *
 * @param field the rule, by the name that the text form gives it: mostly the host's field
 * @param message what is wrong, and what would be right
 */
public record MappingProblem(String field, String message) implements Comparable<MappingProblem> {
    public MappingProblem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public int compareTo(MappingProblem other) {
        int byField = field.compareTo(other.field);
        return byField == 0 ? message.compareTo(other.message) : byField;
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
