package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Failing.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ParameterizedClass
@MethodSource("dev.integrationsdk.jdbc.RunnerOn#all")
class TransactionRunnerTest {
    private final RunnerOn runner;
    private final WatchedSource source;
    private final TransactionRunner transactions;

    TransactionRunnerTest(RunnerOn runner) {
        this.runner = runner;
        source = runner.source();
        transactions = runner.on(source);
    }

    @Test
    void commitsWhatTheWorkWroteAndReturnsItsResult() {
        assertThat(transactions.<String>inTransaction(unit -> {
                    insert(unit, 1);
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void rollsBackWhenTheWorkThrowsAndLetsItsExceptionOut() {
        IllegalStateException thrown = new IllegalStateException("no");
        assertThatThrownBy(() -> transactions.inTransaction(unit -> {
                    insert(unit, 1);
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(source.count("host")).isZero();
    }

    @Test
    void rollsBackWhenTheWorkThrowsAnError() {
        assertThatThrownBy(() -> transactions.inTransaction(unit -> {
                    insert(unit, 1);
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(source.count("host")).isZero();
    }

    @Test
    void givesEveryConnectionBackAsItCame() throws SQLException {
        transactions.inTransaction(unit -> insert(unit, 1));
        codeOf(() -> transactions.inTransaction(unit -> insertTwiceCaught(unit, 2)));
        assertThat(source.open()).isZero();
        assertThat(source.autoCommitAtClose()).containsOnly(true);
    }

    @Test
    void refusesToCommitAfterAStatementThatFailedUnnoticed() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> insertTwiceCaught(unit, 1))))
                .isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(source.count("host")).isZero();
    }

    @Test
    void refusesToCommitAfterAFailureThroughTheHandle() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    try {
                        return unit.unwrap(Handle.class).execute("INSERT INTO nowhere VALUES (1)");
                    } catch (RuntimeException noticed) {
                        return 0;
                    }
                })))
                .isEqualTo(ErrorCode.HANDLER_FAILED);
    }

    @Test
    void exceptionOfTheWorkDecidesAfterAStatementThatFailed() {
        IntegrationException rejected = new IntegrationException(ErrorCode.HANDLER_REJECTED, "twice");
        assertThatThrownBy(() -> transactions.inTransaction(unit -> {
                    insertTwiceCaught(unit, 1);
                    throw rejected;
                }))
                .isSameAs(rejected);
    }

    @Test
    void lockTimeoutIsAConflictWhateverTheWorkMadeOfIt() throws SQLException {
        JdbcStore.execute(source, "INSERT INTO host VALUES (7)");
        try (Connection other = source.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("DELETE FROM host WHERE id = 7");
            assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                        unit.unwrap(Handle.class).execute(runner.withoutWaiting());
                        unit.unwrap(Handle.class).execute("DELETE FROM host WHERE id = 7");
                        return 1;
                    })))
                    .isEqualTo(ErrorCode.STORE_CONFLICT);
        }
    }

    @Test
    void foreignMessageStaysInTheCause() {
        assertThatThrownBy(() -> transactions.inTransaction(unit -> insertTwiceCaught(unit, 4711)))
                .hasMessageContaining("SQLState 23")
                .hasMessageNotContaining("4711")
                .hasRootCauseInstanceOf(SQLException.class);
    }

    @Test
    void actionsRunAfterTheCommitInTheirOrderAndMayBeginATransaction() {
        List<Object> seen = new ArrayList<>();
        transactions.inTransaction(unit -> {
            unit.afterCommit(() -> seen.add(source.open()));
            unit.afterCommit(() -> seen.add(transactions.inTransaction(next -> insert(next, 2))));
            return insert(unit, 1);
        });
        assertThat(seen).containsExactly(0, 1);
        assertThat(source.count("host")).isEqualTo(2);
    }

    @Test
    void actionThatThrowsChangesNothingForTheCommitAndTheOthers() {
        List<String> seen = new ArrayList<>();
        transactions.inTransaction(unit -> {
            unit.afterCommit(() -> {
                throw new IllegalStateException("this is meant to be in the log");
            });
            unit.afterCommit(() -> seen.add("second"));
            return insert(unit, 1);
        });
        assertThat(seen).containsExactly("second");
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void actionsAreForgottenWithTheRollback() {
        List<String> seen = new ArrayList<>();
        codeOf(() -> transactions.inTransaction(unit -> {
            unit.afterCommit(() -> seen.add("never"));
            throw new IntegrationException(ErrorCode.CANCELLED, "stop");
        }));
        assertThat(seen).isEmpty();
    }

    private static int insert(UnitOfWork unit, int id) {
        return unit.unwrap(Handle.class).execute("INSERT INTO host VALUES (?)", id);
    }

    private static int insertTwiceCaught(UnitOfWork unit, int id) {
        insert(unit, id);
        try {
            return insert(unit, id);
        } catch (RuntimeException noticed) {
            return 0;
        }
    }
}
