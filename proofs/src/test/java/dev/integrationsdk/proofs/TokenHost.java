package dev.integrationsdk.proofs;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.EnvironmentSecrets;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.databases.Database;
import dev.integrationsdk.http.OkHttpTransportProvider;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.SecretLookup;
import dev.integrationsdk.internal.oauth.ConnectionReports;
import dev.integrationsdk.internal.oauth.OAuthSystem;
import dev.integrationsdk.internal.oauth.OAuthWiring;
import dev.integrationsdk.internal.oauth.RegisteredSystem;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthWire;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.oauth.AuthorizationServerSimulator;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;

/**
 * What every process of a host has for the one connection of a {@link TokenRace}. Immutable.
 *
 * @param database has the library's tables
 * @param server where its authorization server listens
 * @param clock the only one
 */
record TokenHost(Database database, URI server, Clock clock) {
    static final ConnectorKey CONNECTOR = new ConnectorKey(TenantId.of("acme"), ConnectorId.of("crm"));

    private static final SecretReference CLIENT_SECRET = SecretReference.parse("env:CLIENT_SECRET");
    private static final long MAX_REPLY_BYTES = 1_000_000;

    Repositories repositories() {
        return JdbcRepositories.builder(new UnpooledSource(database))
                .schemaMode(SchemaMode.NONE)
                .build();
    }

    OAuthWire wire() {
        OkHttpTransportProvider transports = new OkHttpTransportProvider();
        return transports
                .oauthOver(transports.open(new TransportOptions(true, MAX_REPLY_BYTES, clock)))
                .orElseThrow();
    }

    /** The library's own parts, put together over these. */
    OAuthWiring wiring(Repositories repositories, OAuthWire wire, ConnectionReports reports) {
        OAuthSystem system = new RegisteredSystem(
                OAuthSpec.authorizationCode(server.resolve("/authorize"), server.resolve("/token")),
                wire,
                new OAuthApps.App(AuthorizationServerSimulator.CLIENT_ID, CLIENT_SECRET),
                new SecretLookup(secrets(), clock, Runnable::run, SecretLookup.TIME_LIMIT),
                Optional.empty());
        return new OAuthWiring(
                new CredentialVault(repositories.credentials(), keys(), clock),
                repositories,
                JdbcTransactionRunner.of(new UnpooledSource(database)),
                connector -> system,
                reports,
                clock);
    }

    private static Secrets secrets() {
        return Secrets.of(EnvironmentSecrets.builder()
                .allowOperator(CLIENT_SECRET.rest())
                .environment(name -> AuthorizationServerSimulator.CLIENT_SECRET)
                .build());
    }

    private static EncryptionKeys keys() {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new Random(7).nextBytes(key);
        return EncryptionKeys.builder().key("only", key).primary("only").build();
    }
}
