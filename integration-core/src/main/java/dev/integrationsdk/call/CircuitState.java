package dev.integrationsdk.call;

/** Whether a connector's calls are sent. */
public enum CircuitState {
    /** They are. */
    CLOSED,
    /** The remote failed too often in a row: nothing is sent for a while. */
    OPEN,
    /** The while has passed: a single call finds out whether the remote is there again. */
    HALF_OPEN
}
