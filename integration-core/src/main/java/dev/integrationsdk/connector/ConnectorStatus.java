package dev.integrationsdk.connector;

/** Whether a stored connector may be used. */
public enum ConnectorStatus {
    /** Nobody has turned it on, or somebody has turned it off. */
    DISABLED,
    ENABLED,
    /** It is gone for good; only its versions are left. */
    DELETED
}
