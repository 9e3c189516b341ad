package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.EffectiveConnector;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
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
            return Optional.of("it is turned off");
        }
        if (!effective.isOn(direction)) {
            return Optional.of("direction " + direction + " is switched off");
        }
        return pause(direction)
                .map(pause -> "direction " + direction + " was paused by " + pause.by() + " at " + pause.since() + ": "
                        + pause.reason());
    }

    /** Whether the library has paused this direction because of such an error. */
    public boolean isPausedFor(Direction direction, ErrorCode code) {
        return effective.enabled()
                && effective.isOn(direction)
                && pause(direction)
                        .filter(pause -> pause.by().equals(Actor.SYSTEM)
                                && pause.reason().startsWith(code + ":"))
                        .isPresent();
    }

    private Optional<Pause> pause(Direction direction) {
        return stored.map(StoredConnector::connection).map(Connection::pauses).map(pauses -> pauses.get(direction));
    }
}
