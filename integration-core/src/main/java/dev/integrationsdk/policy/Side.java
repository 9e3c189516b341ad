package dev.integrationsdk.policy;

/** One of the two that hold a record. */
public enum Side {
    /** The remote. */
    EXTERNAL,
    /** The host. */
    INTERNAL
}
