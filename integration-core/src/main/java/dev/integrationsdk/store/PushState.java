package dev.integrationsdk.store;

/** Where a row that is to be written to the remote stands. */
public enum PushState {
    /** To be sent when it is due. */
    WAITING,
    /** Sent, or about to be: until its outcome is known, nobody knows whether it was written. */
    SENT,
    /** Not sent before a person has decided. */
    HELD
}
