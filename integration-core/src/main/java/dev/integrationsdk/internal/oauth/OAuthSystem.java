package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.oauth.OAuthClient;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthWire;
import java.util.Optional;

/** What is known of a connector's system. Immutable, but that the client's secret is looked up anew. */
public interface OAuthSystem {
    OAuthSpec spec();

    /** @throws dev.integrationsdk.spi.error.IntegrationException as the look-up of the client's secret throws it */
    OAuthClient client();

    OAuthWire wire();

    /** Whose account a token opens; empty if the adapter cannot say. */
    Optional<String> accountOf(Secret accessToken, CallContext context);

    /** Finds the system of a connector. Thread-safe. */
    @FunctionalInterface
    interface Lookup {
        /**
         * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if there is no such connector,
         *     or its system is not connected by OAuth
         */
        OAuthSystem of(ConnectorKey connector);
    }
}
