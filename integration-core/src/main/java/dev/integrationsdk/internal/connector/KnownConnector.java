package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.EffectiveConnector;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.connector.StoredConnector;
import java.util.Optional;

/**
 * A connector as it stood when it was read. Immutable.
 *
 * @param effective how it is used
 * @param stored as the database has it; empty if the deployment or the host's code declares it
 */
public record KnownConnector(EffectiveConnector effective, Optional<StoredConnector> stored) {
    public ConnectorKey key() {
        return effective.config().key();
    }

    /** Why nothing goes this way, for a person; empty if something does. */
    public Optional<String> whyOff(Direction direction) {
        if (!effective.enabled()) {
            return Optional.of("connector " + key() + " is turned off");
        }
        if (!effective.isOn(direction)) {
            return Optional.of("direction " + direction + " of connector " + key() + " is switched off");
        }
        return pause(direction)
                .map(pause -> "direction " + direction + " of connector " + key() + " was paused by " + pause.by()
                        + " at " + pause.since() + ": " + pause.reason());
    }

    private Optional<Pause> pause(Direction direction) {
        return stored.map(StoredConnector::connection).map(Connection::pauses).map(pauses -> pauses.get(direction));
    }
}
