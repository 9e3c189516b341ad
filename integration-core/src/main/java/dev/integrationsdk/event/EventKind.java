package dev.integrationsdk.event;

/** What happened to a connector. */
public enum EventKind {
    CONNECTOR_CREATED,
    CONNECTOR_CHANGED,
    CONNECTOR_ENABLED,
    CONNECTOR_DISABLED,
    CONNECTOR_DELETED,
    /** The remote answers, and the credentials are good. */
    APP_CONNECTED,
    /** The account was taken away. */
    APP_DISCONNECTED,
    /** The remote is out of order, out of reach or wrongly configured. */
    INTEGRATION_FAILED,
    /** The remote lets nothing through before an instant that it has named. */
    RATE_LIMIT_EXCEEDED,
    /** The credentials are refused: somebody must connect the account anew. */
    REAUTHORIZATION_NEEDED,
    /** A run has brought records. */
    DATA_SYNCED,
    /** So many records of an entity type could not be applied that it is read no further until somebody mends them. */
    ENTITY_TYPE_PAUSED,
    DIRECTION_PAUSED,
    DIRECTION_RESUMED,
    TENANT_REMOVED
}
