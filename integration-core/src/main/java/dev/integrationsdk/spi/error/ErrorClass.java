package dev.integrationsdk.spi.error;

/** What kind of thing went wrong, for a person and for a metric. */
public enum ErrorClass {
    AUTHENTICATION,
    AUTHORIZATION,
    RATE_LIMIT,
    SERVICE_UNAVAILABLE,
    NETWORK,
    TIMEOUT,
    INVALID_CONFIGURATION,
    INVALID_PAYLOAD,
    MAPPING,
    CONFLICT,
    NOT_FOUND,
    STORE,
    COMMIT_UNKNOWN,
    LEASE_LOST,
    CANCELLED,
    DEFECT
}
