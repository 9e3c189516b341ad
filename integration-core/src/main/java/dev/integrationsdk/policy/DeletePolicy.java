package dev.integrationsdk.policy;

/** What becomes of the host's row when its record is gone over there. */
public enum DeletePolicy {
    /** The handler is told. */
    HAND_OVER,
    /** The row stays and belongs to no record any more; the handler is not told. */
    UNLINK,
    /** Nothing: row and record stay linked. */
    IGNORE,
    /** A person decides each time. */
    ASK
}
