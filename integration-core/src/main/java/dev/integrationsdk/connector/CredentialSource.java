package dev.integrationsdk.connector;

import dev.integrationsdk.spi.credential.CredentialSet;

/** Where the host keeps its connectors' secrets. The host implements it. Thread-safe. */
@FunctionalInterface
public interface CredentialSource {
    /** Asked anew for every call to the outside, so that it may cache but must not go stale. */
    CredentialSet of(ConnectorConfig connector);
}
