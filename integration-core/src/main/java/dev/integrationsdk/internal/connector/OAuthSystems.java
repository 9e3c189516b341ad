package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.credential.SecretLookup;
import dev.integrationsdk.internal.oauth.OAuthSystem;
import dev.integrationsdk.internal.oauth.RegisteredSystem;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.oauth.AccountIdentity;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthWire;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;

/** What is known of connectors that are connected by OAuth. Thread-safe. */
public final class OAuthSystems implements OAuthSystem.Lookup {
    private final ConnectorDirectory directory;
    private final OpenConnectors connectors;
    private final OAuthApps apps;
    private final SecretLookup secrets;
    private final Transport transport;
    private final BiFunction<ConnectorKey, OAuthWire, OAuthWire> logged;
    private final Clock clock;

    /** @param logged writes the requests of a connector into the integration log */
    public OAuthSystems(
            ConnectorDirectory directory,
            OpenConnectors connectors,
            OAuthApps apps,
            SecretLookup secrets,
            Transport transport,
            BiFunction<ConnectorKey, OAuthWire, OAuthWire> logged,
            Clock clock) {
        this.directory = directory;
        this.connectors = connectors;
        this.apps = apps;
        this.secrets = secrets;
        this.transport = transport;
        this.logged = logged;
        this.clock = clock;
    }

    /** Whether its tokens are the library's to get and to renew. */
    public boolean isConnectedSo(ConnectorConfig config) {
        return apps.app(config.system()).isPresent()
                && directory.adapters().of(config).descriptor().oauth().isPresent();
    }

    @Override
    public OAuthSystem of(ConnectorKey key) {
        KnownConnector known = directory.require(key);
        ConnectorConfig config = known.effective().config();
        ConnectorProvider provider = directory.adapters().of(config);
        OAuthSpec spec = provider.descriptor()
                .oauth()
                .orElseThrow(() -> refusal("system '" + config.system() + "' is not connected by OAuth"));
        OAuthApps.App app = apps.app(config.system())
                .orElseThrow(() -> refusal(
                        "no application is registered for system '" + config.system() + "': give one to the builder"));
        OAuthWire wire = transport
                .oauth(config.isOnPremise(), clock)
                .orElseThrow(() -> refusal("no transport that speaks OAuth is present: add integration-http"));
        boolean tells = provider.descriptor().capabilities().contains(AccountIdentity.class);
        return new RegisteredSystem(
                spec,
                logged.apply(key, wire),
                app,
                secrets,
                tells ? Optional.of((token, call) -> account(known, token, call)) : Optional.empty());
    }

    private String account(KnownConnector known, Secret accessToken, CallContext call) {
        try (OpenConnectors.Use use = connectors.use(known, Direction.PULL)) {
            return use.connector()
                    .capability(AccountIdentity.class)
                    .orElseThrow(() -> refusal("connector " + known.key() + " cannot say whose account a token opens"))
                    .accountOf(accessToken, call);
        }
    }

    private static IntegrationException refusal(String message) {
        return new IntegrationException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}
