package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.contract.StoreUnderTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** A database with the library's tables. */
final class JdbcStore implements StoreUnderTest {
    private static final List<String> TABLES = List.of(
            "scope",
            "record_mapping",
            "checkpoint",
            "lease",
            "job_run",
            "dead_letter",
            "kept_record",
            "deferred_record",
            "connector",
            "connector_version",
            "integration_log",
            "suppression",
            "scheduled_task",
            "audit",
            "audit_head",
            "rate_use",
            "credential",
            "pending_authorization",
            "field_mapping",
            "review_item",
            "scan_part",
            "push_mark");

    private final DataSource dataSource;
    private final Repositories repositories;
    private final TransactionRunner transactions;

    private JdbcStore(DataSource dataSource) {
        this.dataSource = dataSource;
        this.repositories = JdbcRepositories.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        this.transactions = JdbcTransactionRunner.of(dataSource);
    }

    static JdbcStore in(DataSource dataSource) {
        return new JdbcStore(dataSource);
    }

    static String memory() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=20000;DB_CLOSE_DELAY=-1";
    }

    static String file(Path folder) {
        return "jdbc:h2:file:" + folder.resolve(UUID.randomUUID().toString())
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=20000;DB_CLOSE_DELAY=-1";
    }

    @Override
    public Repositories repositories() {
        return repositories;
    }

    @Override
    public TransactionRunner transactions() {
        return transactions;
    }

    @Override
    public void expireLeases() {
        execute(
                dataSource,
                "UPDATE integration_lease SET expires_at = expires_at - INTERVAL '10' DAY",
                "UPDATE integration_credential SET refresh_until = refresh_until - INTERVAL '10' DAY");
    }

    /** For tests that share a database. */
    static void dropLibraryTables(DataSource dataSource) {
        TABLES.forEach(table -> execute(dataSource, "DROP TABLE IF EXISTS integration_" + table));
        execute(dataSource, "DROP TABLE IF EXISTS integration_schema_history");
    }

    /** The same database for many tests, each of which finds it empty. */
    static JdbcStore emptied(DataSource dataSource) {
        JdbcStore store = new JdbcStore(dataSource);
        TABLES.forEach(table -> execute(dataSource, "DELETE FROM integration_" + table));
        return store;
    }

    @Override
    public Optional<TransactionRunner> transactionsAt(int isolation) {
        return Optional.of(JdbcTransactionRunner.of(new IsolatedSource(dataSource, isolation)));
    }

    @Override
    public boolean writeUnknownStatus() {
        for (String table : List.of(
                "record_mapping", "job_run", "connector", "connector_version", "integration_log", "review_item")) {
            execute(dataSource, "UPDATE integration_" + table + " SET status = 'PAUSED'");
        }
        return true;
    }

    static void execute(DataSource dataSource, String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }
}
