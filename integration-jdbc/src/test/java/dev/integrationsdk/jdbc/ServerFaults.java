package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.jdbc.Failing.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Faults that a real server makes, as the transaction runner tells them apart; here those of every server. */
abstract class ServerFaults {
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final Database database;
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    final TransactionRunner transactions;

    ServerFaults(Database database) {
        this.database = database;
        this.transactions = JdbcTransactionRunner.of(new UrlSource(database));
    }

    /** Sets what makes a deadlock and a wait for a lock show soon. */
    abstract String[] impatience();

    /** The number of the session, for {@link #kill}. */
    abstract String sessionNumber();

    /** Ends the session of that number. */
    abstract String kill(long session);

    @BeforeEach
    void createTable() {
        database.execute(
                "CREATE TABLE host (id INTEGER PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO host VALUES (1, 'a'), (2, 'b')");
    }

    @AfterEach
    void endOther() throws InterruptedException {
        other.shutdownNow();
        assertThat(other.awaitTermination(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void sessionThatWasKilledIsStoreUnavailable() {
        assertThat(failureOf(unit -> {
                    database.execute(kill(number(unit, sessionNumber())));
                    return execute(unit, "INSERT INTO host VALUES (3, 'c')");
                }))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void sessionThatWasKilledBeforeTheCommitIsCommitUnknown() {
        assertThat(failureOf(unit -> {
                    execute(unit, "INSERT INTO host VALUES (3, 'c')");
                    database.execute(kill(number(unit, sessionNumber())));
                    return 1;
                }))
                .isEqualTo(ErrorCode.COMMIT_UNKNOWN);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void waitForALockThatTookTooLongIsStoreConflictAndKeepsNothing() throws Exception {
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            run(holder, "UPDATE host SET name = 'held' WHERE id = 1");
            assertThat(failureOf(unit -> {
                        execute(unit, impatience());
                        execute(unit, "INSERT INTO host VALUES (3, 'c')");
                        return execute(unit, "UPDATE host SET name = 'never' WHERE id = 1");
                    }))
                    .isEqualTo(ErrorCode.STORE_CONFLICT);
            holder.rollback();
        }
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void waitForALockThatTheHandlerSwallowedKeepsNothingEither() throws Exception {
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            run(holder, "UPDATE host SET name = 'held' WHERE id = 1");
            assertThat(failureOf(unit -> {
                        execute(unit, impatience());
                        execute(unit, "INSERT INTO host VALUES (3, 'c')");
                        try {
                            execute(unit, "UPDATE host SET name = 'never' WHERE id = 1");
                        } catch (IllegalStateException swallowed) {
                            assertThat(swallowed).hasCauseInstanceOf(SQLException.class);
                        }
                        return 1;
                    }))
                    .isEqualTo(ErrorCode.STORE_CONFLICT);
            holder.rollback();
        }
        assertThat(count()).isEqualTo(2);
    }

    /** Each of two transactions holds a row before it asks for the other's. */
    @Test
    void ofADeadlocksTwoTransactionsOneIsStoreConflictAndTheOtherCommits() throws Exception {
        CompletableFuture<Void> firstHolds = new CompletableFuture<>();
        CompletableFuture<Void> secondHolds = new CompletableFuture<>();
        CompletableFuture<String> second =
                CompletableFuture.supplyAsync(() -> outcome(unit -> cross(unit, 2, 1, secondHolds, firstHolds)), other);
        String first = outcome(unit -> cross(unit, 1, 2, firstHolds, secondHolds));
        assertThat(new String[] {first, second.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)})
                .containsExactlyInAnyOrder("committed", "STORE_CONFLICT");
    }

    private static int cross(
            UnitOfWork unit, int own, int wanted, CompletableFuture<Void> mine, CompletableFuture<Void> theirs) {
        execute(unit, "UPDATE host SET name = 'mine' WHERE id = " + own);
        mine.complete(null);
        try {
            theirs.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("the other transaction did not come", failure);
        }
        return execute(unit, "UPDATE host SET name = 'mine' WHERE id = " + wanted);
    }

    private String outcome(TransactionRunner.Work<Integer> work) {
        try {
            transactions.inTransaction(work);
            return "committed";
        } catch (IntegrationException failure) {
            return failure.code().name();
        }
    }

    @Test
    void transactionThatMayNotWriteIsStoreUnavailable() {
        assertThat(failureOf(unit -> {
                    execute(unit, "ROLLBACK", "START TRANSACTION READ ONLY");
                    return execute(unit, "INSERT INTO host VALUES (3, 'c')");
                }))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void failureThatTheHandlerSwallowedIsItsOwnBeforeTheLibraryGoesOn() {
        assertThat(failureOf(unit -> {
                    try {
                        execute(unit, "INSERT INTO host VALUES (1, 'twice')");
                    } catch (IllegalStateException swallowed) {
                        assertThat(swallowed).hasCauseInstanceOf(SQLException.class);
                    }
                    unit.flush();
                    return execute(unit, "INSERT INTO host VALUES (3, 'c')");
                }))
                .isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(count()).isEqualTo(2);
    }

    final ErrorCode failureOf(TransactionRunner.Work<Integer> work) {
        return codeOf(() -> transactions.inTransaction(work));
    }

    final void awaitGone(String sessions) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
        while (queried(sessions) > 0) {
            assertThat(System.nanoTime()).as("the server ends the session").isLessThan(deadline);
        }
    }

    private long count() {
        return queried("SELECT COUNT(*) FROM host");
    }

    private long queried(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own query failed", failure);
        }
    }

    static long number(UnitOfWork unit, String sql) {
        try (Statement statement = unit.unwrap(Connection.class).createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static int execute(UnitOfWork unit, String... statements) {
        try {
            run(unit.unwrap(Connection.class), statements);
            return 1;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
