package dev.integrationsdk.health;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.ConnectorKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a connector is. Immutable.
 *
 * @param connector which
 * @param connection its state, since when and why; empty for one that is only declared, of which nothing is stored
 * @param check what was found, where the remote was looked at
 * @param streams how fresh each of its streams is, one for each entity type and scan kind that has ever been read
 */
public record ConnectorHealth(
        ConnectorKey connector,
        Optional<Connection> connection,
        Optional<ConnectorCheck> check,
        List<StreamFreshness> streams) {
    public ConnectorHealth {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(check, "check");
        streams = List.copyOf(streams);
    }
}
