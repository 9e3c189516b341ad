package dev.integrationsdk.connector;

import dev.integrationsdk.spi.identity.Actor;
import java.time.Instant;
import java.util.Objects;

/**
 * A connector as it stands in the database. Immutable.
 *
 * @param current the version that counts, never one that is deleted
 * @param createdBy who made the first version
 * @param createdAt when, by the library's clock
 * @param connection how it stands with its remote
 */
public record StoredConnector(ConnectorVersion current, Actor createdBy, Instant createdAt, Connection connection) {
    public StoredConnector {
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(connection, "connection");
    }

    public ConnectorKey key() {
        return current.key();
    }

    public boolean isEnabled() {
        return current.status() == ConnectorStatus.ENABLED;
    }
}
