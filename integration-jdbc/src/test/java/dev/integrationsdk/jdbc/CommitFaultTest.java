package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Failing.codeOf;
import static dev.integrationsdk.jdbc.Failing.exceptionOf;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(RunnerKind.class)
class CommitFaultTest {
    private final FaultySource source = new FaultySource(JdbcStore.memory());
    private final RunnerKind kind;
    private final TransactionRunner transactions;

    CommitFaultTest(RunnerKind kind) {
        this.kind = kind;
        transactions = kind.on(source);
        JdbcStore.execute(source, "CREATE TABLE host (id INTEGER PRIMARY KEY)");
    }

    static Stream<Arguments> faults() {
        SQLException chained = new SQLException("outer", "HY000");
        chained.setNextException(new SQLException("next", "40P01"));
        return Stream.of(
                Arguments.of("08006", new SQLException("gone", "08006"), ErrorCode.COMMIT_UNKNOWN),
                Arguments.of("unknown", new SQLException("?", "XX000"), ErrorCode.COMMIT_UNKNOWN),
                Arguments.of("no state", new SQLException("?"), ErrorCode.COMMIT_UNKNOWN),
                Arguments.of("not SQL", new IllegalStateException("pool"), ErrorCode.COMMIT_UNKNOWN),
                Arguments.of("deferred constraint", new SQLException("fk", "23503"), ErrorCode.HANDLER_FAILED),
                Arguments.of("serialization", new SQLException("retry", "40001"), ErrorCode.STORE_CONFLICT),
                Arguments.of("MariaDB deadlock", new SQLException("retry", "HY000", 1213), ErrorCode.STORE_CONFLICT),
                Arguments.of("chained", chained, ErrorCode.STORE_CONFLICT),
                Arguments.of("cause", new BatchUpdateException(new int[0], chained), ErrorCode.STORE_CONFLICT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void failureAtTheCommitIsToldApartAndNothingIsCommittedAfterIt(String name, Exception fault, ErrorCode code) {
        source.answering("commit", () -> {
            throw fault;
        });
        assertThat(codeOf(() -> transactions.inTransaction(CommitFaultTest::insert)))
                .as(name)
                .isEqualTo(code);
        assertThat(source.calls()).containsSubsequence("commit", "close");
        if (!kind.isHibernate()) {
            assertThat(source.calls()).containsSubsequence("commit", "rollback", "close");
        }
        assertThat(source.committed("host")).isZero();
    }

    @Test
    void connectionThatCannotBeRolledBackIsDestroyedAndNeverCommitted() {
        source.answering("rollback", () -> {
            throw new SQLException("broken", "XX000");
        });
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    insert(unit);
                    throw new IllegalStateException("the work's own");
                })))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(source.calls()).containsSubsequence("rollback", "abort", "close");
        assertThat(source.calls()).doesNotContain("commit");
        assertThat(source.committed("host")).isZero();
    }

    @Test
    void transactionThatCannotBeBegunIsStoreUnavailableAndGivesTheConnectionBack() {
        source.answering("setAutoCommit", () -> {
            throw new SQLException("broken", "XX000");
        });
        assertThat(codeOf(() -> transactions.inTransaction(unit -> 1))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(source.calls()).endsWith("close");
    }

    @Test
    void transactionThatIsNoneIsRefused() {
        source.answering("setAutoCommit", () -> 0);
        assertThat(exceptionOf(() -> transactions.inTransaction(unit -> 1)))
                .hasMessageContaining("auto-commit")
                .extracting(IntegrationException::code)
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(source.calls()).endsWith("close");
    }

    /** Hibernate throws as if the commit had failed, and cannot be told apart from that. */
    @Test
    void failureToGiveTheConnectionBackDoesNotUndoTheCommit() {
        source.answering("close", () -> {
            throw new SQLException("broken", "XX000");
        });
        if (kind.isHibernate()) {
            assertThat(codeOf(() -> transactions.inTransaction(CommitFaultTest::insert)))
                    .isEqualTo(ErrorCode.COMMIT_UNKNOWN);
        } else {
            assertThat(transactions.<Integer>inTransaction(CommitFaultTest::insert))
                    .isEqualTo(1);
        }
        assertThat(source.committed("host")).isEqualTo(1);
    }

    private static int insert(UnitOfWork unit) {
        return unit.unwrap(Handle.class).execute("INSERT INTO host VALUES (1)");
    }
}
