package dev.integrationsdk.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import java.net.URI;
import java.util.Map;

/** Connects connectors by OAuth, and disconnects them. Thread-safe; every call checks what the actor may do. */
public interface OAuthConnections {
    /**
     * Begins: send the actor's browser to the address that is returned, within {@link #PENDING_MINUTES} minutes.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if the connector's system is not
     *     connected so or has no application, or the redirect URI is not among those of {@link OAuthApps};
     *     PERMISSION_DENIED if the actor may not do it
     */
    URI begin(Actor actor, ConnectorKey connector, Begin begin);

    /**
     * Completes with what came back to the redirect URI. A state is good once, for the actor and the tenant for whom it
     * was made.
     *
     * @param tenant of the session in which it came back
     * @param parameters of the query
     * @return how it ended; only {@link ConnectionOutcome.Status#CONNECTED} has changed anything
     * @throws dev.integrationsdk.spi.error.IntegrationException if the remote or the store could not be reached or
     *     answered against its contract; the person has to begin again
     */
    ConnectionOutcome complete(
            Actor actor, TenantId tenant, Map<String, String> parameters, CorrelationId correlationId);

    /**
     * Ends it: the token is given back over there if that can be done, and erased here in any case.
     *
     * @return whether the remote has taken it back
     * @throws dev.integrationsdk.spi.error.IntegrationException PERMISSION_DENIED if the actor may not do it
     */
    boolean disconnect(Actor actor, ConnectorKey connector, CorrelationId correlationId);

    /** How long a person has to agree. */
    int PENDING_MINUTES = 10;

    /**
     * What a beginning needs. Immutable.
     *
     * @param redirectUri one of those in {@link OAuthApps}
     * @param otherAccountAllowed whether a connector that was connected may be connected to another account
     * @param correlationId follows the work
     */
    record Begin(URI redirectUri, boolean otherAccountAllowed, CorrelationId correlationId) {
        /** To the same account as before, if it was connected. */
        public static Begin at(URI redirectUri, CorrelationId correlationId) {
            return new Begin(redirectUri, false, correlationId);
        }
    }
}
