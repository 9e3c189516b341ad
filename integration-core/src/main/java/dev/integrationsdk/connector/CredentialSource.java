package dev.integrationsdk.connector;

import dev.integrationsdk.spi.credential.CredentialSet;

/** Where the host keeps the secrets of connectors that name no references. The host implements it. Thread-safe. */
@FunctionalInterface
public interface CredentialSource {
    /** Asked anew for every call to the outside, so that it may cache but must not go stale. */
    CredentialSet of(ConnectorConfig connector);

    /** The same, for a host that keeps other secrets for the other direction. */
    default CredentialSet of(ConnectorConfig connector, Direction direction) {
        return of(connector);
    }
}
