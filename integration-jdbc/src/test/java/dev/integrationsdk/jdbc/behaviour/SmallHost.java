package dev.integrationsdk.jdbc.behaviour;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.testkit.FakeConnector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

import static dev.integrationsdk.testkit.FakeConnector.CONTACT;

/** A host with one table in H2 and a scripted remote. */
final class SmallHost implements AutoCloseable {
    static final int PAGES = 20;
    static final int RECORDS_PER_PAGE = 25;
    static final int RECORDS = PAGES * RECORDS_PER_PAGE;

    private static final ConnectorConfig CONNECTOR =
            ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), FakeConnector.SYSTEM);

    final FakeConnector remote = new FakeConnector();
    final DataSource dataSource;
    final Integrations integrations;

    private SmallHost(DataSource dataSource, EntityHandler handler, IntegrationListener listener) throws SQLException {
        this.dataSource = dataSource;
        execute("CREATE TABLE IF NOT EXISTS contact (id UUID PRIMARY KEY, name VARCHAR(20) NOT NULL)");
        integrations = Integrations.builder(
                        JdbcRepositories.builder(dataSource)
                                .schemaMode(SchemaMode.MIGRATE)
                                .build(),
                        JdbcTransactionRunner.of(dataSource))
                .adapter(remote)
                .handler(FakeConnector.SYSTEM, CONTACT, handler)
                .listener(listener)
                .limits(RunLimits.ofDefaults().withPagesPerCommit(1))
                .retryPolicy(RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
                .build();
        integrations.connectors().declare(CONNECTOR);
    }

    static SmallHost open(String url, EntityHandler handler, IntegrationListener listener) throws SQLException {
        return new SmallHost(JdbcConnectionPool.create(url, "", ""), handler, listener);
    }

    static String url(java.nio.file.Path dir) {
        return "jdbc:h2:file:" + dir.resolve("host") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1";
    }

    void script() {
        for (int page = 0; page < PAGES; page++) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < RECORDS_PER_PAGE; i++) {
                changes.add(contact(page * RECORDS_PER_PAGE + i, "name"));
            }
            remote.page(changes);
        }
    }

    static Change contact(int number, String name) {
        return Change.upserted(ExternalRecord.of(
                ExternalId.of("id-" + number),
                Attributes.builder().put("name", name).build()));
    }

    static void write(Connection connection, dev.integrationsdk.host.InboundChange change) throws SQLException {
        String sql = change.isNew()
                ? "INSERT INTO contact (name, id) VALUES (?, ?)"
                : "UPDATE contact SET name = ? WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, change.attributes().text("name").orElse(null));
            statement.setObject(2, change.internalId());
            statement.executeUpdate();
        }
    }

    JobRun full() {
        return integrations.run(CONNECTOR.stream(CONTACT, ScanKind.FULL));
    }

    EntityScope scope() {
        return CONNECTOR.scope(CONTACT);
    }

    /** What the clock would do in a minute: the lease of a process that was killed is nobody's. */
    void expireLeases() throws SQLException {
        execute("UPDATE integration_lease SET expires_at = TIMESTAMP '2000-01-01 00:00:00'");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Whether rows and mappings are the same set, of this size. */
    boolean isExactly(long records) throws SQLException {
        return count("SELECT COUNT(*) FROM contact") == records
                && count("SELECT COUNT(*) FROM integration_record_mapping") == records
                && count("SELECT COUNT(*) FROM contact c JOIN integration_record_mapping m ON m.internal_id = c.id")
                        == records;
    }

    @Override
    public void close() throws SQLException {
        integrations.close();
        execute("SHUTDOWN");
    }
}
