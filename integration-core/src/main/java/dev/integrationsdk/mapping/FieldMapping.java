package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.record.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which attributes of the remote become which attributes of the host. Absent stays absent and null stays null.
 * Immutable.
 */
public final class FieldMapping {
    private static final FieldMapping IDENTITY = new FieldMapping(Map.of(), Set.of());

    private final Map<String, String> hostNames;
    private final Set<String> required;

    private FieldMapping(Map<String, String> hostNames, Set<String> required) {
        this.hostNames = hostNames;
        this.required = required;
    }

    /** Everything that the remote sends, under its own name. */
    public static FieldMapping identity() {
        return IDENTITY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The remote's names that this mapping reads; empty means all. */
    public Set<String> externalNames() {
        return hostNames.keySet();
    }

    /**
     * The host's shape of a record.
     *
     * @throws IntegrationException MAPPING_FAILED if a required attribute is absent or null, naming all of them
     */
    public Attributes apply(Attributes external) {
        if (hostNames.isEmpty()) {
            return external;
        }
        Attributes.Builder host = Attributes.builder();
        int present = 0;
        for (int i = 0; i < external.size(); i++) {
            String name = external.nameAt(i);
            Object value = external.valueAt(i);
            String hostName = hostNames.get(name);
            if (hostName != null) {
                host.put(hostName, value);
            }
            if (value != null && required.contains(name)) {
                present++;
            }
        }
        if (present < required.size()) {
            Set<String> missing = new TreeSet<>(required);
            missing.removeIf(name -> external.get(name).isPresent());
            throw new IntegrationException(
                    ErrorCode.MAPPING_FAILED, "required attributes have no value: " + new ArrayList<>(missing));
        }
        return host.build();
    }

    /** Collects fields. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> hostNames = new LinkedHashMap<>();
        private final Set<String> required = new TreeSet<>();

        private Builder() {}

        /** @throws IllegalArgumentException if either name is used twice */
        public Builder field(String externalName, String hostName) {
            Objects.requireNonNull(externalName, "externalName");
            if (hostNames.containsValue(Objects.requireNonNull(hostName, "hostName"))
                    || hostNames.put(externalName, hostName) != null) {
                throw new IllegalArgumentException("field " + externalName + " or " + hostName + " is mapped twice");
            }
            return this;
        }

        /** A record without a value for it becomes a dead letter. */
        public Builder requiredField(String externalName, String hostName) {
            field(externalName, hostName);
            required.add(externalName);
            return this;
        }

        /** @throws IllegalStateException if no field was added: {@link #identity()} maps everything */
        public FieldMapping build() {
            if (hostNames.isEmpty()) {
                throw new IllegalStateException("the field mapping has no fields");
            }
            return new FieldMapping(new LinkedHashMap<>(hostNames), Set.copyOf(required));
        }
    }
}
