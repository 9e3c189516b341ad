package dev.integrationsdk.connector;

import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import java.util.Objects;
import java.util.Optional;

/**
 * Which of a tenant's connectors are wanted, in the order of their ids. Immutable; the {@code with} methods return a
 * changed copy.
 *
 * @param system only those of this system
 * @param state only those that stand so with their remote
 * @param after only those whose id comes after this one
 * @param limit how many at most: 1 to {@value #MOST}
 */
public record ConnectorListing(
        Optional<SystemCode> system, Optional<ConnectionState> state, Optional<ConnectorId> after, int limit) {
    /** The most that are given at once. */
    public static final int MOST = 1_000;

    /** @throws IllegalArgumentException if the limit is below 1 or above {@value #MOST} */
    public ConnectorListing {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(after, "after");
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ", but is " + limit);
        }
    }

    /**
     * The first ones of all systems.
     *
     * @throws IllegalArgumentException if the limit is below 1 or above {@value #MOST}
     */
    public static ConnectorListing first(int limit) {
        return new ConnectorListing(Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    /** Those of one system. */
    public ConnectorListing withSystem(SystemCode wanted) {
        return new ConnectorListing(Optional.of(wanted), state, after, limit);
    }

    /** Those that stand so with their remote. */
    public ConnectorListing withState(ConnectionState wanted) {
        return new ConnectorListing(system, Optional.of(wanted), after, limit);
    }

    /** Those that come after the last one of the page before. */
    public ConnectorListing withAfter(ConnectorId last) {
        return new ConnectorListing(system, state, Optional.of(last), limit);
    }
}
