package dev.integrationsdk.jdbc;

import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.databases.Product;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Failing.exceptionOf;
import static dev.integrationsdk.jdbc.Samples.KEY;
import static dev.integrationsdk.jdbc.Samples.NOW;
import static dev.integrationsdk.jdbc.Samples.SCOPE;
import static dev.integrationsdk.jdbc.Samples.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class StoredRowsTest {
    private final WatchedSource source;
    private final JdbcStore store;
    private final MappingRepository mappings;

    StoredRowsTest(Product product) {
        source = new WatchedSource(product.create());
        store = JdbcStore.in(source);
        mappings = store.repositories().mappings();
    }

    @Test
    void unknownStatusInARowIsAnErrorThatNamesTableAndValue() {
        store.run(unit -> mappings.insert(unit, SCOPE, Samples.mappings(1)));
        JdbcStore.execute(source, "UPDATE integration_record_mapping SET status = 'PAUSED'");
        IntegrationException error =
                exceptionOf(() -> store.get(unit -> mappings.find(unit, SCOPE, Samples.ids(Samples.mappings(1)))));
        assertThat(error.code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(error).hasMessageContaining("integration_record_mapping").hasMessageContaining("'PAUSED'");
    }

    @Test
    void unknownErrorCodeInARowIsAnErrorThatNamesTableAndValue() {
        DeadLetter letter = letter("results[0]");
        store.run(unit -> store.repositories().deadLetters().put(unit, List.of(letter)));
        JdbcStore.execute(source, "UPDATE integration_dead_letter SET code = 'BAD_HAIR_DAY'");
        assertThatThrownBy(() ->
                        store.get(unit -> store.repositories().deadLetters().list(unit, SCOPE, 1)))
                .hasMessageContaining("integration_dead_letter")
                .hasMessageContaining("'BAD_HAIR_DAY'");
    }

    @Test
    void whatThisVersionDoesNotKnowOfAConnectorIsAnError() {
        ConnectorVersion first = ConnectorVersion.first(
                ConnectorConfig.of(KEY.tenant(), KEY.id(), SystemCode.of("hubspot")), Actor.SYSTEM, NOW);
        store.run(unit -> store.repositories().connectors().append(unit, first));
        assertConnectorIsRefused("config", "{\"name\":\"crm\",\"colour\":\"red\"}", "newer");
        assertConnectorIsRefused("config", "{\"name\":1}", "newer");
        assertConnectorIsRefused("config", "[]", "newer");
        assertConnectorIsRefused("config", "{", "not JSON");
        String since = "\"since\":\"2026-11-21T10:00:00Z\"";
        assertConnectorIsRefused("connection_fields", "{}", "newer");
        assertConnectorIsRefused("connection_fields", "{\"since\":\"yesterday\"}", "newer");
        assertConnectorIsRefused("connection_fields", "{" + since + ",\"mood\":\"bad\"}", "newer");
        assertConnectorIsRefused("connection_fields", "{" + since + ",\"cause\":\"BAD_HAIR_DAY\"}", "'BAD_HAIR_DAY'");
        assertConnectorIsRefused("connection_fields", "{" + since + ",\"pull.paused-by\":\"ada\"}", "newer");
        assertConnectorIsRefused("connection_state", "PAUSED", "'PAUSED'");
    }

    private void assertConnectorIsRefused(String column, String text, String why) {
        List<String> kept = texts(column);
        JdbcStore.execute(source, "UPDATE integration_connector SET " + column + " = '" + text + "'");
        IntegrationException error = exceptionOf(
                () -> store.get(unit -> store.repositories().connectors().find(unit, KEY)));
        assertThat(error.code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(error).hasMessageContaining("integration_connector").hasMessageContaining(why);
        JdbcStore.execute(source, "UPDATE integration_connector SET " + column + " = '" + kept.get(0) + "'");
        assertThat(store.<Boolean>get(unit ->
                        store.repositories().connectors().find(unit, KEY).isPresent()))
                .isTrue();
    }

    private List<String> texts(String column) {
        try (Connection connection = source.getConnection();
                var rows =
                        connection.createStatement().executeQuery("SELECT " + column + " FROM integration_connector")) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }

    @Test
    void unknownActionInTheAuditIsAnErrorThatNamesTableAndValue() {
        store.run(unit -> store.repositories().audit().append(unit, Samples.act("entry")));
        JdbcStore.execute(source, "UPDATE integration_audit SET action = 'PONDERED'");
        assertThatThrownBy(() -> store.get(unit -> store.repositories().audit().list(unit, KEY.tenant(), 9, 9)))
                .hasMessageContaining("integration_audit")
                .hasMessageContaining("'PONDERED'");
    }

    @Test
    void entryOfTheAuditThatSomebodyHasChangedShowsIt() {
        store.run(unit -> store.repositories().audit().append(unit, Samples.act("entry")));
        JdbcStore.execute(source, "UPDATE integration_audit SET detail = 'another'");
        List<AuditEntry> entries =
                store.get(unit -> store.repositories().audit().list(unit, KEY.tenant(), 9, 9));
        assertThat(entries).singleElement().extracting(AuditEntry::isIntact).isEqualTo(false);
    }

    @Test
    void instantsStandInTheRowsInUtcWhateverTheZoneOfTheJvm() throws SQLException {
        store.run(unit -> mappings.insert(unit, SCOPE, Samples.mappings(1)));
        try (Connection connection = source.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT CAST(changed_at AS CHAR(26)) FROM integration_record_mapping")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("2026-11-21 10:00:00.123456");
        }
    }

    @Test
    void updateOfAMappingThatIsGoneIsAConflict() {
        store.run(unit -> mappings.insert(unit, SCOPE, Samples.mappings(1)));
        assertThat(Failing.codeOf(() -> store.run(unit -> mappings.update(unit, SCOPE, Samples.mappings(2)))))
                .isEqualTo(ErrorCode.STORE_CONFLICT);
    }

    @Test
    void statementThatTheDatabaseRefusesIsStoreFailedAndNamesTheTable() {
        JdbcStore.execute(source, "DROP TABLE integration_lease");
        IntegrationException error = exceptionOf(() -> store.get(
                unit -> store.repositories().leases().acquire(unit, STREAM, "worker", Duration.ofMinutes(1))));
        assertThat(error.code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(error).hasMessageContaining("integration_lease").hasRootCauseInstanceOf(SQLException.class);
    }

    @Test
    void positionsTooLongForTheirColumnsAreCut() {
        store.run(unit -> store.repositories().deadLetters().put(unit, List.of(letter("p".repeat(5_000)))));
        List<DeadLetter> letters =
                store.get(unit -> store.repositories().deadLetters().list(unit, SCOPE, 9));
        assertThat(letters)
                .singleElement()
                .extracting(DeadLetter::position)
                .satisfies(position -> assertThat(position).hasSize(1_000).endsWith("p…"));
    }

    @Test
    void streamsThatStartAtOnceShareOneNewScope() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> starts = new ArrayList<>();
            for (ScanKind kind : ScanKind.values()) {
                starts.add(() -> store.get(unit ->
                        store.repositories().leases().acquire(unit, STREAM.with(kind), "w", Duration.ofMinutes(1))));
            }
            for (Future<Object> started : workers.invokeAll(starts)) {
                assertThat(started.get()).isNotNull();
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(source.count("integration_scope")).isEqualTo(1);
    }

    @Test
    void repositoriesWorkInTransactionsOfAnotherRunner() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            List<Runnable> actions = new ArrayList<>();
            UnitOfWork foreign = new UnitOfWork() {
                @Override
                public <T> T unwrap(Class<T> type) {
                    return type.cast(connection);
                }

                @Override
                public void afterCommit(Runnable action) {
                    actions.add(action);
                }
            };
            mappings.insert(foreign, SCOPE, Samples.mappings(3));
            assertThat(mappings.count(foreign, SCOPE, MappingStatus.ACTIVE)).isEqualTo(3);
            connection.rollback();
            assertThat(actions).isNotEmpty();
        }
        assertThat(source.count("integration_record_mapping")).isZero();
    }

    private static DeadLetter letter(String position) {
        return new DeadLetter(
                new UUID(1, 2),
                SCOPE,
                Optional.empty(),
                position,
                new UUID(3, 4),
                new CorrelationId("c"),
                ErrorCode.RECORD_REJECTED,
                "id is missing",
                1,
                NOW);
    }
}
