package dev.integrationsdk.proofs;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.RotationReport;
import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.internal.credential.KeptSecrets;
import dev.integrationsdk.internal.credential.KeyRotation;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCredential;
import dev.integrationsdk.testkit.InMemoryStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every stored credential is put under another key while tokens are being refreshed. {@code -Drotation.rows=100000} for
 * as many as a large installation has.
 */
class KeyRotationTest {
    private static final int ROWS = Integer.getInteger("rotation.rows", 3_000);
    private static final int TENANTS = 50;
    private static final int BATCH = 1_000;
    private static final String FIELD = "oauth";
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final UnpooledSource source =
            new UnpooledSource(SharedServers.postgreSql().create());
    private final Repositories repositories =
            JdbcRepositories.builder(source).schemaMode(SchemaMode.MIGRATE).build();
    private final TransactionRunner transactions = JdbcTransactionRunner.of(source);
    private final AtomicBoolean rotated = new AtomicBoolean();

    @Test
    void everyRowEndsUnderTheNewKeyAndNoRefreshedTokenIsLost() throws Exception {
        write(sealed());
        ExecutorService node = Executors.newSingleThreadExecutor();
        try {
            Future<Map<Integer, String>> refreshing = node.submit(this::refresh);
            KeyRotation rotation = new KeyRotation(vault("new"), repositories, transactions);
            long began = System.nanoTime();
            RotationReport report = rotation.rotate(BATCH, soFar -> {});
            rotated.set(true);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            Map<Integer, String> refreshed = refreshing.get(1, TimeUnit.MINUTES);
            System.out.printf(
                    "%d rows in %s ms, %d refreshed meanwhile, %s%n", ROWS, took.toMillis(), refreshed.size(), report);

            assertThat(report.complete()).isTrue();
            assertThat(report.unreadable() + report.contended()).isZero();
            assertThat(refreshed).isNotEmpty();
            assertThat(transactions.<Set<String>>inTransaction(
                            unit -> repositories.acrossTenants().credentialKeyIds(unit)))
                    .containsExactly("new");
            CredentialVault after = vault("new", "new");
            for (int i = 0; i < ROWS; i += Math.max(1, ROWS / 1_000)) {
                assertThat(token(after, i)).isEqualTo(refreshed.getOrDefault(i, "token " + i));
            }
            refreshed.forEach((row, token) -> assertThat(token(after, row)).isEqualTo(token));
        } finally {
            node.shutdownNow();
        }
    }

    /** As nodes do it: whoever has the claim writes over the version that it has read. */
    private Map<Integer, String> refresh() {
        CredentialRepository credentials = repositories.credentials();
        CredentialVault vault = vault("new");
        Map<Integer, String> refreshed = new TreeMap<>();
        Random random = new Random(7);
        while (!rotated.get() || refreshed.isEmpty()) {
            int row = random.nextInt(ROWS);
            String token = "refreshed " + random.nextLong();
            boolean done = transactions.inTransaction(unit -> {
                KeptSecrets standing = vault.read(unit, key(row), FIELD).orElseThrow();
                if (!credentials.claimRefresh(unit, key(row), FIELD, standing.version(), "node", CLAIM)) {
                    return false;
                }
                Optional<KeptSecrets> written = vault.put(
                        unit,
                        key(row),
                        FIELD,
                        new CredentialVault.Write(Map.of("token", Secret.of(token)), standing.version()));
                credentials.releaseRefresh(unit, key(row), FIELD, "node");
                return written.isPresent();
            });
            if (done) {
                refreshed.put(row, token);
            }
        }
        return refreshed;
    }

    private String token(CredentialVault by, int row) {
        return transactions
                .inTransaction(unit -> by.read(unit, key(row), FIELD))
                .flatMap(kept -> kept.find("token"))
                .orElseThrow()
                .reveal();
    }

    private static List<StoredCredential> sealed() {
        InMemoryStore store = new InMemoryStore(Clock.systemUTC());
        CredentialVault former = new CredentialVault(store.credentials(), keys("old", "old"), Clock.systemUTC());
        return store.inTransaction(unit -> {
            for (int i = 0; i < ROWS; i++) {
                former.put(unit, key(i), FIELD, new CredentialVault.Write(Map.of("token", Secret.of("token " + i)), 0));
            }
            return store.acrossTenants().credentialsNotUnder(unit, "new", Optional.empty(), ROWS);
        });
    }

    /** In one batch: it is the rotation that is to be looked at. */
    private void write(List<StoredCredential> rows) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO integration_credential (tenant_id, connector_id, field, version, key_id, envelope,"
                                + " written_at) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (StoredCredential row : rows) {
                insert.setString(1, row.connector().tenant().value());
                insert.setString(2, row.connector().id().value());
                insert.setString(3, row.field());
                insert.setLong(4, row.version());
                insert.setString(5, row.keyId());
                insert.setBytes(6, row.envelope());
                insert.setObject(7, LocalDateTime.ofInstant(row.writtenAt(), ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private CredentialVault vault(String primary) {
        return vault(primary, "old", "new");
    }

    private CredentialVault vault(String primary, String... ids) {
        return new CredentialVault(repositories.credentials(), keys(primary, ids), Clock.systemUTC());
    }

    private static EncryptionKeys keys(String primary, String... ids) {
        EncryptionKeys.Builder builder = EncryptionKeys.builder().primary(primary);
        for (String id : ids) {
            byte[] key = new byte[EncryptionKeys.KEY_BYTES];
            new Random(id.hashCode()).nextBytes(key);
            builder.key(id, key);
        }
        return builder.build();
    }

    private static ConnectorKey key(int number) {
        return new ConnectorKey(TenantId.of("tenant-" + number % TENANTS), ConnectorId.of("crm-" + number));
    }
}
