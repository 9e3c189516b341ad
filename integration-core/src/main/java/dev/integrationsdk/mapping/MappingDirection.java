package dev.integrationsdk.mapping;

/** Which way a field goes. */
public enum MappingDirection {
    /** From the remote to the host. */
    PULL,
    /** From the host to the remote. */
    PUSH,
    /** Both ways. */
    BOTH;

    public boolean pulls() {
        return this != PUSH;
    }

    public boolean pushes() {
        return this != PULL;
    }
}
