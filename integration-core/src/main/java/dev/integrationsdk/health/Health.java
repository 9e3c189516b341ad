package dev.integrationsdk.health;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.call.CallUse;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.identity.Actor;
import java.time.Duration;
import java.util.List;

/** How connectors are. Implemented by the library; thread-safe. */
public interface Health {
    /**
     * As it stands in the database; nothing is sent.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may see
     */
    @Requires(Permission.READ)
    ConnectorHealth status(Actor actor, ConnectorKey key);

    /**
     * Looks at the remote and keeps what it finds as the connection's state, with cause and time. Where all is well, a
     * direction that the library itself had paused goes on.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may use,
     *     SWITCHED_OFF if it is turned off
     */
    @Requires(Permission.USE)
    ConnectorHealth check(Actor actor, ConnectorKey key);

    /**
     * Checks enabled connectors of all tenants whose last check is older than this, the oldest first: to be called by the
     * host's timer, in any process; two at once do not check the same one twice.
     *
     * @param limit how many at most, 1 to 1,000
     * @return those that were checked
     */
    @Requires(Permission.NONE)
    List<ConnectorHealth> checkDue(Duration olderThan, int limit);

    /**
     * How its calls stand in this process: the use of each of its limits, its circuit, and how many wait.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may see
     */
    @Requires(Permission.READ)
    CallUse calls(Actor actor, ConnectorKey key);

    /**
     * Every reason why the connector, or one of its streams, does not run: switches, pauses, configuration, adapter, handler,
     * credentials, the remote's state, rests, leases and failed runs. Empty if nothing stands in the way. Nothing is sent.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may see
     */
    @Requires(Permission.READ)
    List<Obstacle> diagnose(Actor actor, ConnectorKey key);
}
