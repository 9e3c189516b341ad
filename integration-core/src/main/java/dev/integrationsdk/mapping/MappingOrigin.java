package dev.integrationsdk.mapping;

/** Who says how a field is mapped; the later one counts. */
public enum MappingOrigin {
    /** The adapter, which proposes names that hosts usually give. */
    ADAPTER,
    /** The host's own code. */
    HOST,
    /** The tenant, whose overrides are stored. */
    TENANT
}
