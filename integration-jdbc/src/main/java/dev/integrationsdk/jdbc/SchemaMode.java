package dev.integrationsdk.jdbc;

/** What the library does about its tables before it uses them. */
public enum SchemaMode {
    /**
     * Creates and upgrades them, which takes the right to define tables and two connections at once. Processes that
     * start together apply every migration once.
     */
    MIGRATE,
    /** Refuses to start unless they are exactly those that this version needs, and says what to run. The default. */
    VALIDATE,
    /** Does not look: for a host whose own tool has applied the scripts. */
    NONE
}
