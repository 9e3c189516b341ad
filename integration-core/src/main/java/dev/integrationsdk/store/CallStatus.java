package dev.integrationsdk.store;

/** How a call to the outside ended. */
public enum CallStatus {
    SUCCESS,
    FAILED,
    /** Nothing was sent, since the connector is disabled or the call was not allowed. */
    SKIPPED,
    /** The remote has accepted it; its end gets an entry of its own under the same correlation id. */
    IN_PROGRESS
}
