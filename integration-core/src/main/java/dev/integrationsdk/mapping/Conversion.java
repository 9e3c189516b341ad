package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the conversion of one record has come upon: all its problems at once. Confined to one thread. */
final class Conversion {
    private final List<UnknownValue> unknown = new ArrayList<>();
    private final TreeSet<String> failures = new TreeSet<>();
    private final TreeSet<String> missing = new TreeSet<>();
    private String field = "";
    private boolean failed;

    /** @param name as the problem names it: the one that is written */
    void begin(String name) {
        field = name;
        failed = false;
    }

    /** Ends the conversion of this field. */
    @Nullable
    Object cannot(String why) {
        failed = true;
        failures.add(field + " (" + why + ")");
        return null;
    }

    boolean hasFailed() {
        return failed;
    }

    String takenAs(String value, String harmless) {
        unknown.add(new UnknownValue(field, value, harmless));
        return harmless;
    }

    /** A rule has come upon no value. */
    void requires(FieldRule rule) {
        if (rule.isRequired()) {
            missing.addAll(rule.externalNames());
        }
    }

    List<UnknownValue> unknown() {
        return unknown;
    }

    /** @throws IntegrationException MAPPING_FAILED naming every field, and no value */
    void refuseFailures() {
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add("required attributes have no value: " + missing);
        }
        if (!failures.isEmpty()) {
            problems.add("fields cannot be converted: " + failures);
        }
        if (!problems.isEmpty()) {
            throw new IntegrationException(ErrorCode.MAPPING_FAILED, String.join("; ", problems));
        }
    }
}
