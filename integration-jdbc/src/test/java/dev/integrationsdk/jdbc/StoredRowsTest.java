package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Product;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.ScanKind;
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
