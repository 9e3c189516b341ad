package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.testkit.FakeConnector;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Numeric keys and a typed link table of the host, written in the page's transaction. */
class OrderHandlerTest {
    private static final EntityType ORDER = FakeConnector.COMPANY;
    private static final ConnectorConfig CONNECTOR =
            ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), FakeConnector.SYSTEM);
    private static final String LINKED = "SELECT l.external_id || ' ' || o.name FROM orders o"
            + " JOIN hubspot_order_link l ON l.order_id = o.id"
            + " JOIN integration_record_mapping m ON m.internal_id = o.internal_id AND m.external_id = l.external_id"
            + " ORDER BY 1";

    private final JdbcConnectionPool dataSource =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    private final FakeConnector remote = new FakeConnector();

    @BeforeEach
    void createTables() throws SQLException {
        for (String table : OrderHandler.TABLES) {
            execute(table);
        }
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        execute("SHUTDOWN");
    }

    @Test
    void rowLinkAndMappingAreThereTogether() throws SQLException {
        remote.page(order("1", "chairs"), order("2", "tables"));

        assertThat(run().status()).isEqualTo(RunStatus.SUCCEEDED);

        assertThat(texts(LINKED)).containsExactly("1 chairs", "2 tables");
        assertThat(texts("SELECT id FROM orders ORDER BY 1")).containsExactly("1", "2");
    }

    @Test
    void orderWhoseLinkIsRefusedIsNotThereEither() throws SQLException {
        execute("INSERT INTO orders (internal_id, name) VALUES (RANDOM_UUID(), 'older')");
        execute("INSERT INTO hubspot_order_link SELECT id, 'acme', 'crm', '2' FROM orders");
        remote.page(order("1", "chairs"), order("2", "tables"), order("3", "lamps"));

        JobRun run = run();

        assertThat(run.counts().of(RecordState.DEAD)).isEqualTo(1);
        assertThat(texts(LINKED)).containsExactly("1 chairs", "3 lamps");
        assertThat(texts("SELECT name FROM orders ORDER BY 1")).containsExactly("chairs", "lamps", "older");
    }

    @Test
    void linkFollowsTheRecordToItsNewIdAndGoesWithIt() throws SQLException {
        remote.page(order("1", "chairs"), order("2", "tables"));
        run();
        remote.clear()
                .page(
                        new Change.Rekeyed(ExternalId.of("1"), ExternalId.of("one")),
                        Change.deleted(ExternalId.of("2"), Change.DeleteKind.DELETED));

        run();

        assertThat(texts(LINKED)).containsExactly("one chairs");
        assertThat(texts("SELECT name FROM orders")).containsExactly("chairs");
        assertThat(texts("SELECT external_id FROM hubspot_order_link")).containsExactly("one");
    }

    private JobRun run() {
        try (Integrations integrations = Integrations.builder(
                        JdbcRepositories.builder(dataSource)
                                .schemaMode(SchemaMode.MIGRATE)
                                .build(),
                        JdbcTransactionRunner.of(dataSource))
                .adapter(remote)
                .handler(FakeConnector.SYSTEM, ORDER, new OrderHandler())
                .build()) {
            integrations.connectors().declare(CONNECTOR);
            return integrations.run(CONNECTOR.stream(ORDER, ScanKind.FULL));
        }
    }

    private static Change order(String id, String name) {
        return Change.upserted(ExternalRecord.of(
                ExternalId.of(id), Attributes.builder().put("name", name).build()));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
