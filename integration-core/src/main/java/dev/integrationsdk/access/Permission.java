package dev.integrationsdk.access;

/** What an actor may do. Every method that a host can call for somebody names one. */
public enum Permission {
    /** Look at a connector, its versions, runs, dead letters, log and health. */
    READ,
    /** Make it work: run, cancel, check, call. */
    USE,
    /** Create it, change it, turn it on or off, pause it, go back to an earlier version, delete it. */
    CONFIGURE,
    /** Say who else may read or use it. */
    SHARE,
    /** Connect and disconnect accounts, and replace stored secrets. */
    CREDENTIALS,
    /** Look at a tenant's audit. */
    AUDIT,
    /** What concerns a tenant as a whole or all of them: remove a tenant, purge, rotate keys, restore. */
    OPERATE,
    /** Nothing: the host's own code calls it for nobody. A test lists these methods. */
    NONE
}
