package dev.integrationsdk.proofs;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.EnvironmentSecrets;
import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.databases.Product;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.testkit.Canaries;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.oauth.AuthorizationServerSimulator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets through a real database: by reference, kept, and as tokens, all given away by what fails; then every table is read. */
@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class CanaryTablesTest {
    private static final int CANARIES = 30;
    private static final SystemCode LOOSE = SystemCode.of("loose");
    private static final SystemCode CONNECTED = SystemCode.of("connected");
    private static final EntityType NOTE = EntityType.of("note");
    private static final URI BACK = URI.create("https://host.example.com/callback");

    private final UnpooledSource source;
    private final Canaries canaries = Canaries.ofNew(CANARIES, 43);
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    CanaryTablesTest(Product product) {
        source = new UnpooledSource(product.create());
    }

    @Test
    void noSecretStandsInAnyTable() throws Exception {
        TurnableClock clock = TurnableClock.create();
        Map<String, String> environment = new HashMap<>();
        EnvironmentSecrets.Builder variables =
                EnvironmentSecrets.builder().environment(environment::get).allowOperator("CLIENT_SECRET");
        environment.put("CLIENT_SECRET", AuthorizationServerSimulator.CLIENT_SECRET);
        for (int number = 0; number < CANARIES; number++) {
            environment.put("CANARY_" + number, canaries.get(number));
            variables.allow(tenant(number), "CANARY_" + number);
        }
        try (AuthorizationServerSimulator server =
                        AuthorizationServerSimulator.start(clock, Duration.ofMinutes(30), Duration.ZERO);
                Integrations integrations = integrations(clock, server, variables.build())) {
            for (int number = 0; number < CANARIES; number++) {
                live(integrations, server, clock, number);
            }
        }

        Map<String, String> tables = dump();
        assertThat(tables).hasSizeGreaterThan(14);
        assertThat(tables.get("integration_credential")).contains("only", "tenant-1\n", "tenant-2\n");
        assertThat(tables.get("integration_integration_log")).contains("get token", "refused");
        assertThat(tokens).hasSizeGreaterThan(CANARIES / 3);
        tables.forEach((table, text) -> {
            assertThat(canaries.foundIn(text)).as(table).isEmpty();
            assertThat(Canaries.of(tokens.stream().distinct().toList()).foundIn(text))
                    .as(table)
                    .isEmpty();
            assertThat(Canaries.of(List.of(AuthorizationServerSimulator.CLIENT_SECRET))
                            .foundIn(text))
                    .as(table)
                    .isEmpty();
        });
    }

    private Integrations integrations(
            TurnableClock clock, AuthorizationServerSimulator server, EnvironmentSecrets env) {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new Random(7).nextBytes(key);
        return Integrations.builder(
                        JdbcRepositories.builder(source)
                                .schemaMode(SchemaMode.MIGRATE)
                                .build(),
                        JdbcTransactionRunner.of(source))
                .adapter(new Telling(ConnectorDescriptor.builder(LOOSE, "Loose")))
                .adapter(new Telling(ConnectorDescriptor.builder(CONNECTED, "Connected")
                        .oauth(OAuthSpec.authorizationCode(server.authorizeUri(), server.tokenUri())
                                .withRevokeUrl(server.revokeUri()))))
                .handler(LOOSE, NOTE, (changes, unit) -> Answers.allApplied())
                .handler(CONNECTED, NOTE, (changes, unit) -> Answers.allApplied())
                .secrets(Secrets.of(env))
                .encryptionKeys(EncryptionKeys.builder()
                        .key("only", key)
                        .primary("only")
                        .build())
                .oauth(OAuthApps.builder()
                        .app(
                                CONNECTED,
                                AuthorizationServerSimulator.CLIENT_ID,
                                SecretReference.parse("env:CLIENT_SECRET"))
                        .redirectUri(BACK)
                        .build())
                .retryPolicy(RetryPolicy.ofDefaults().withMaxAttempts(1))
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .build();
    }

    private static TenantId tenant(int number) {
        return TenantId.of("tenant-" + number);
    }

    /** One in three by reference, kept, and connected by OAuth. */
    private void live(Integrations integrations, AuthorizationServerSimulator server, TurnableClock clock, int number) {
        ConnectorKey key = new ConnectorKey(tenant(number), ConnectorId.of("crm"));
        String canary = canaries.get(number);
        SystemCode system = number % 3 == 2 ? CONNECTED : LOOSE;
        ConnectorConfig.Builder config =
                ConnectorConfig.builder(key.tenant(), key.id(), system).onPremise(true);
        tried(() ->
                integrations.connectors().create(Actor.SYSTEM, config.build().withSetting("password", canary)));
        if (number % 3 == 0) {
            config.credential("token", "env:CANARY_" + number);
        }
        ConnectorConfig right = config.build();
        tried(() -> integrations.connectors().create(Actor.SYSTEM, right));
        tried(() -> integrations.connectors().enable(Actor.SYSTEM, key));
        if (number % 3 == 1) {
            tried(() -> integrations
                    .keptCredentials()
                    .put(Actor.SYSTEM, key, Direction.PULL, Map.of("token", Secret.of(canary))));
        }
        if (system.equals(CONNECTED)) {
            OAuthConnections oauth = integrations.oauth();
            URI address = oauth.begin(Actor.SYSTEM, key, OAuthConnections.Begin.at(BACK, CorrelationId.random()));
            tried(() -> oauth.complete(
                    Actor.SYSTEM, key.tenant(), server.agree(address, "account"), CorrelationId.random()));
        }
        tried(() -> integrations.run(right.stream(NOTE, ScanKind.FULL)));
        tried(() -> integrations.health().check(Actor.SYSTEM, key));
        clock.turn(Duration.ofMinutes(29));
        tried(() -> integrations.health().check(Actor.SYSTEM, key));
        if (number % 5 == 0) {
            tried(() -> integrations.connectors().delete(Actor.SYSTEM, key));
        }
    }

    /** What fails is what this test is about. */
    private static void tried(Runnable action) {
        try {
            action.run();
        } catch (IntegrationException failure) {
            assertThat(failure.code()).isNotEqualTo(ErrorCode.ENGINE_DEFECT);
        }
    }

    /** By table, every value as text and as the characters of its bytes. */
    private Map<String, String> dump() throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        try (Connection connection = source.getConnection()) {
            List<String> names = new ArrayList<>();
            try (ResultSet found =
                    connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
                while (found.next()) {
                    names.add(found.getString("TABLE_NAME"));
                }
            }
            for (String name : names) {
                if (name.toLowerCase(Locale.ROOT).startsWith("integration_")) {
                    tables.put(name.toLowerCase(Locale.ROOT), rows(connection, name));
                }
            }
        }
        return tables;
    }

    private static String rows(Connection connection, String table) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    Object value = rows.getObject(column);
                    text.append(
                                    value instanceof byte[] bytes
                                            ? new String(bytes, StandardCharsets.ISO_8859_1)
                                                    + new String(bytes, StandardCharsets.UTF_8)
                                            : rows.getString(column))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    /** Whatever it is asked, it fails and tells its token to whoever listens. */
    private final class Telling implements ConnectorProvider {
        private final ConnectorDescriptor descriptor;

        Telling(ConnectorDescriptor.Builder descriptor) {
            this.descriptor =
                    descriptor.entityType(NOTE).capability(PullSource.class).build();
        }

        @Override
        public ConnectorDescriptor descriptor() {
            return descriptor;
        }

        @Override
        public Connector open(ConnectorContext context) {
            return new Live(context);
        }
    }

    private final class Live implements Connector, PullSource {
        private final ConnectorContext context;

        Live(ConnectorContext context) {
            this.context = context;
        }

        @Override
        public PullPage pull(PullRequest request) {
            String token =
                    context.credentials().current().require(CredentialSet.TOKEN).reveal();
            tokens.add(token);
            Throwable cause = new IllegalArgumentException("Authorization: Bearer " + token);
            if (tokens.size() % 2 == 0) {
                throw new IllegalStateException("bad token " + token, cause);
            }
            throw new IntegrationException(ErrorCode.NETWORK_FAILED, "refused", cause);
        }
    }
}
