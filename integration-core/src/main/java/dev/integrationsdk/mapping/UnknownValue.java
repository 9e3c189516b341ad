package dev.integrationsdk.mapping;

import java.util.Objects;

/**
 * A value that a choice table does not know, and what it was taken as until a person decides. Immutable; {@code toString}
 * prints the field only.
 *
 * @param field the host's field on the way in, the remote's on the way out
 * @param value as it came
 * @param takenAs the table's least-privileged value
 */
public record UnknownValue(String field, String value, String takenAs) {
    public UnknownValue {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(takenAs, "takenAs");
    }

    @Override
    public String toString() {
        return "unknown value of " + field;
    }
}
