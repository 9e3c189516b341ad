package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ParameterizedClass
@EnumSource(RunnerKind.class)
class LentConnectionTest {
    private final WatchedSource source = new WatchedSource(JdbcStore.memory());
    private final TransactionRunner transactions;

    LentConnectionTest(RunnerKind kind) {
        transactions = kind.on(source);
    }

    @BeforeEach
    void createTable() {
        JdbcStore.execute(source, "CREATE TABLE host (id INTEGER PRIMARY KEY)");
    }

    static Stream<Map.Entry<String, Use>> refused() {
        return Stream.of(
                Map.entry("commit", Connection::commit),
                Map.entry("rollback", Connection::rollback),
                Map.entry("setAutoCommit", connection -> connection.setAutoCommit(true)),
                Map.entry("abort", connection -> connection.abort(Runnable::run)),
                Map.entry(
                        "setTransactionIsolation",
                        connection -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE)));
    }

    @DisplayName("R12: what would end or reshape the transaction is refused with the reason")
    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatWouldEndOrReshapeTheTransactionIsRefusedWithTheReason(Map.Entry<String, Use> method) {
        inTransaction(connection -> assertThatIllegalStateException()
                .isThrownBy(() -> method.getValue().on(connection))
                .withMessageContaining("Connection." + method.getKey())
                .withMessageContaining("is lent"));
    }

    @Test
    void handleCanNeitherCommitNorRollBack() {
        transactions.inTransaction(unit -> {
            Handle handle = unit.unwrap(Handle.class);
            assertThatIllegalStateException().isThrownBy(handle::commit);
            assertThatIllegalStateException().isThrownBy(handle::rollback);
            return 1;
        });
    }

    @Test
    void closeDoesNothing() {
        inTransaction(connection -> {
            connection.close();
            assertThat(connection.isClosed()).isFalse();
            execute(connection, "INSERT INTO host VALUES (1)");
        });
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void closedHandleLeavesTheTransactionAlone() {
        transactions.inTransaction(unit -> {
            unit.unwrap(Handle.class).execute("INSERT INTO host VALUES (1)");
            unit.unwrap(Handle.class).close();
            execute(unit.unwrap(Connection.class), "INSERT INTO host VALUES (2)");
            return 1;
        });
        assertThat(source.count("host")).isEqualTo(2);
    }

    @Test
    void transactionBlockOfTheHandleJoinsTheOneThatIsOpen() {
        transactions.inTransaction(unit ->
                unit.unwrap(Handle.class).inTransaction(handle -> handle.execute("INSERT INTO host VALUES (1)")));
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void savepointsAreAllowed() {
        inTransaction(connection -> {
            execute(connection, "INSERT INTO host VALUES (1)");
            Savepoint savepoint = connection.setSavepoint();
            execute(connection, "INSERT INTO host VALUES (2)");
            connection.rollback(savepoint);
        });
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void statementsLeadBackToTheLentConnection() {
        inTransaction(connection -> {
            try (Statement plain = connection.createStatement();
                    PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
                assertThat(plain.getConnection()).isSameAs(connection);
                assertThat(prepared.getConnection()).isSameAs(connection);
                assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
                assertThat(Set.of(connection)).contains(plain.getConnection());
            }
        });
    }

    @Test
    void driversOwnExceptionReachesTheBorrower() {
        assertThatThrownBy(() -> inTransaction(connection -> execute(connection, "INSERT INTO nowhere VALUES (1)")))
                .hasRootCauseInstanceOf(SQLException.class);
    }

    @Test
    void nothingLentIsOfUseAfterTheEnd() {
        List<UnitOfWork> units = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        inTransaction(connection -> {
            connections.add(connection);
            statements.add(connection.createStatement());
        });
        transactions.inTransaction(units::add);
        assertThatIllegalStateException().isThrownBy(() -> units.get(0).unwrap(Connection.class));
        assertThatIllegalStateException().isThrownBy(() -> units.get(0).afterCommit(() -> {}));
        assertThatIllegalStateException().isThrownBy(() -> connections.get(0).createStatement());
        assertThatIllegalStateException().isThrownBy(() -> statements.get(0).execute("SELECT 1"));
    }

    @Test
    void unknownTypeIsRefusedWithTheNamesOfThoseThereAre() {
        transactions.inTransaction(unit -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> unit.unwrap(String.class))
                    .withMessageContaining("java.sql.Connection")
                    .withMessageContaining("org.jdbi.v3.core.Handle")
                    .withMessageContaining("java.lang.String");
            return 1;
        });
    }

    private void inTransaction(Use use) {
        transactions.inTransaction(unit -> {
            try {
                use.on(unit.unwrap(Connection.class));
                return 1;
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new StatementFailed(failure);
        }
    }

    /** Something to do with a connection. */
    interface Use {
        void on(Connection connection) throws SQLException;
    }

    private static final class StatementFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StatementFailed(SQLException cause) {
            super(cause);
        }
    }
}
