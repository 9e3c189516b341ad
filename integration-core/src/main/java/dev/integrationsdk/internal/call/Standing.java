package dev.integrationsdk.internal.call;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import java.util.Optional;

/** How connectors stand right now. Asked before every request, on any thread: it answers from memory. Thread-safe. */
public interface Standing {
    /** Every connector is on, and no account is known. */
    Standing ALL_ON = new Standing() {
        @Override
        public Optional<String> off(ConnectorKey connector, Direction direction) {
            return Optional.empty();
        }

        @Override
        public Optional<String> account(ConnectorKey connector) {
            return Optional.empty();
        }
    };

    /** Why nothing may be sent in this direction; empty if it may. */
    Optional<String> off(ConnectorKey connector, Direction direction);

    /** Who the connector is over there, as far as known. */
    Optional<String> account(ConnectorKey connector);
}
