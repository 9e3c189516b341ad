package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.http.OkHttpTransportProvider;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.KeyRotation;
import dev.integrationsdk.oauth.ConnectionOutcome;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.oauth.OAuthClient;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthWire;
import dev.integrationsdk.spi.oauth.TokenGrant;
import dev.integrationsdk.spi.oauth.TokenRequest;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.oauth.AuthorizationServerSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** One store, one authorization server, and as many processes of a host as a test wants. */
final class OAuthHost implements AutoCloseable {
    static final Duration LIFE = Duration.ofMinutes(30);
    static final Duration UNTIL_RENEWED = LIFE.minus(TokenKeeper.SKEW);
    static final ConnectorKey KEY = new ConnectorKey(TenantId.of("acme"), ConnectorId.of("crm"));
    static final Actor ADA = Actor.of("ada");
    static final CorrelationId WORK = new CorrelationId("work-1");
    static final URI BACK = URI.create("https://host.example/oauth/back?from=crm");

    final TurnableClock clock = TurnableClock.create();
    final InMemoryStore store = new InMemoryStore(clock);
    final AuthorizationServerSimulator server;
    final List<String> reports = new CopyOnWriteArrayList<>();
    /** Happens once, while the remote has the next token request and before it answers. */
    final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    /** Happens once, after the remote has answered the next token request. */
    final AtomicReference<Runnable> afterwards = new AtomicReference<>(() -> {});

    private final OkHttpTransportProvider transports = new OkHttpTransportProvider();
    private final OAuthWire wire;
    private OAuthSpec spec;

    OAuthHost(Duration grace) {
        server = AuthorizationServerSimulator.start(clock, LIFE, grace);
        wire = transports
                .oauthOver(transports.open(new TransportOptions(true, 1_000_000, clock)))
                .orElseThrow();
        spec = OAuthSpec.authorizationCode(server.authorizeUri(), server.tokenUri())
                .withRevokeUrl(server.revokeUri())
                .withScopes("contacts.read", "contacts.write");
    }

    OAuthSpec spec() {
        return spec;
    }

    void use(OAuthSpec other) {
        spec = other;
    }

    static EncryptionKeys keys(String primary) {
        EncryptionKeys.Builder builder = EncryptionKeys.builder().primary(primary);
        for (String id : List.of("a", "b")) {
            byte[] key = new byte[EncryptionKeys.KEY_BYTES];
            new Random(id.hashCode()).nextBytes(key);
            builder.key(id, key);
        }
        return builder.build();
    }

    CredentialVault vault(String primary) {
        return new CredentialVault(store.credentials(), keys(primary), clock);
    }

    OAuthWiring process() {
        return process(store);
    }

    OAuthWiring process(TransactionRunner transactions) {
        return new OAuthWiring(vault("a"), store, transactions, key -> new OneSystem(), new Reports(), clock);
    }

    OAuthConnections connections() {
        OAuthApps apps = OAuthApps.builder().redirectUri(BACK).build();
        return process().connections(apps, (actor, connector) -> {
            if (actor.value().startsWith("stranger")) {
                throw new IntegrationException(ErrorCode.PERMISSION_DENIED, actor + " may not connect " + connector);
            }
        });
    }

    void reencrypt() {
        new KeyRotation(vault("b"), store, store).rotate(10, report -> {});
    }

    /** As ada, with the account of acme. */
    OAuthHost connected() {
        ConnectionOutcome outcome = connect("acme-account", false);
        if (!outcome.isConnected()) {
            throw new AssertionError(outcome);
        }
        return this;
    }

    ConnectionOutcome connect(String account, boolean otherAllowed) {
        OAuthConnections connections = connections();
        URI address = connections.begin(ADA, KEY, new OAuthConnections.Begin(BACK, otherAllowed, WORK));
        return connections.complete(ADA, KEY.tenant(), server.agree(address, account), WORK);
    }

    Optional<OAuthTokens> stored() {
        return process().storedTokens().read(KEY).map(StoredTokens.Versioned::tokens);
    }

    @Override
    public void close() {
        server.close();
        transports.close();
    }

    private final class OneSystem implements OAuthSystem {
        @Override
        public OAuthSpec spec() {
            return spec;
        }

        @Override
        public OAuthClient client() {
            return new OAuthClient(
                    AuthorizationServerSimulator.CLIENT_ID, Secret.of(AuthorizationServerSimulator.CLIENT_SECRET));
        }

        @Override
        public OAuthWire wire() {
            return new OAuthWire() {
                @Override
                public TokenGrant grant(TokenRequest request, CallContext context) {
                    meanwhile.getAndSet(() -> {}).run();
                    TokenGrant grant = wire.grant(request, context);
                    afterwards.getAndSet(() -> {}).run();
                    return grant;
                }

                @Override
                public void revoke(OAuthSpec of, OAuthClient client, Secret token, CallContext context) {
                    wire.revoke(of, client, token, context);
                }
            };
        }

        @Override
        public Optional<String> accountOf(Secret accessToken, CallContext context) {
            String account = server.accountOf(accessToken.reveal());
            if (account.isEmpty()) {
                throw new IntegrationException(ErrorCode.AUTHENTICATION_FAILED, "the new token opens nothing");
            }
            return Optional.of(account);
        }
    }

    private final class Reports implements ConnectionReports {
        @Override
        public void connected(ConnectorKey connector, Actor actor, CorrelationId correlationId) {
            reports.add("connected " + connector + " " + actor);
        }

        @Override
        public void disconnected(ConnectorKey connector, Actor actor, CorrelationId correlationId) {
            reports.add("disconnected " + connector + " " + actor);
        }

        @Override
        public void reauthorizationRequired(ConnectorKey connector, CorrelationId correlationId) {
            reports.add("reauthorize " + connector);
        }
    }

    static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> changed = new HashMap<>(parameters);
        changed.put(name, value);
        return changed;
    }
}
