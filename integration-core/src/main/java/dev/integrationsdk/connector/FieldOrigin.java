package dev.integrationsdk.connector;

/** Where a field of a connector's configuration comes from; the later one wins. */
public enum FieldOrigin {
    /** Nobody has set it: the adapter's declared default. */
    DEFAULT,
    DATABASE,
    /** Declared by the host's own code. */
    CODE,
    FILE,
    ENVIRONMENT
}
