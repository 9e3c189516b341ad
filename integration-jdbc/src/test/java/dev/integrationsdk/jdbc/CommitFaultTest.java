package dev.integrationsdk.jdbc;

import dev.integrationsdk.spi.error.ErrorCode;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Failing.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

class CommitFaultTest {
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
    void failureAtTheCommitIsToldApart(String name, Exception fault, ErrorCode code) {
        FaultySource source = new FaultySource(JdbcStore.memory()).answering("commit", () -> {
            throw fault;
        });
        assertThat(codeOf(() -> JdbcTransactionRunner.of(source).inTransaction(unit -> name)))
                .isEqualTo(code);
        assertThat(source.calls()).containsSubsequence("commit", "rollback", "close");
    }

    @Test
    void connectionThatCannotBeRolledBackIsDestroyedAndNeverCommitted() {
        FaultySource source = new FaultySource(JdbcStore.memory()).answering("rollback", () -> {
            throw new SQLException("broken", "XX000");
        });
        assertThat(codeOf(() -> JdbcTransactionRunner.of(source).inTransaction(unit -> {
                    throw new IllegalStateException("the work's own");
                })))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(source.calls()).containsSubsequence("rollback", "abort", "close");
        assertThat(source.calls()).doesNotContain("commit").containsOnlyOnce("setAutoCommit");
    }

    @Test
    void transactionThatCannotBeBegunIsStoreUnavailableAndGivesTheConnectionBack() {
        FaultySource source = new FaultySource(JdbcStore.memory()).answering("setAutoCommit", () -> {
            throw new SQLException("broken", "XX000");
        });
        assertThat(codeOf(() -> JdbcTransactionRunner.of(source).inTransaction(unit -> 1)))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(source.calls()).endsWith("close");
    }

    @Test
    void failureToGiveTheConnectionBackDoesNotUndoTheCommit() {
        FaultySource source = new FaultySource(JdbcStore.memory()).answering("close", () -> {
            throw new SQLException("broken", "XX000");
        });
        assertThat(JdbcTransactionRunner.of(source).<Integer>inTransaction(unit -> 1))
                .isEqualTo(1);
    }
}
