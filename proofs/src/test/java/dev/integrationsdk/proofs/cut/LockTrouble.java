package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.proofs.ContactHandler;
import dev.integrationsdk.proofs.ScriptedRemote;
import dev.integrationsdk.proofs.SmallHost;
import dev.integrationsdk.proofs.UnpooledSource;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.testkit.RecordingListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** A handler that waits for rows which others hold, in the middle of a page. */
abstract class LockTrouble {
    private static final ScriptedRemote SCRIPT = new ScriptedRemote(3, 4);
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final Database database;
    private final RecordingListener listener = new RecordingListener();

    LockTrouble(Database database) {
        this.database = database;
        SmallHost.prepare(database);
        database.execute(
                "CREATE TABLE shared (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)",
                "CREATE TABLE ballast (n INTEGER NOT NULL)",
                "INSERT INTO shared VALUES (1, 0), (2, 0)");
    }

    private SmallHost.Builder host(Trouble trouble) {
        AtomicInteger pages = new AtomicInteger();
        EntityHandler handler = (changes, unit) -> half(changes, unit, pages.incrementAndGet() == 1 ? none() : trouble);
        return SmallHost.in(database).script(SCRIPT).listener(listener).handler(handler);
    }

    /** Writes two changes before the trouble and the others after it. */
    private static Answers half(List<InboundChange> changes, UnitOfWork unit, Trouble trouble) throws Exception {
        ContactHandler contacts = new ContactHandler();
        int middle = Math.min(2, changes.size());
        contacts.apply(changes.subList(0, middle), unit);
        trouble.make(unit.unwrap(Connection.class));
        return contacts.apply(changes.subList(middle, changes.size()), unit);
    }

    private static Trouble none() {
        return connection -> {};
    }

    private void waitInVain(Connection connection) throws SQLException {
        run(
                connection,
                switch (database.product()) {
                    case "postgresql" -> "SET LOCAL lock_timeout = '20ms'";
                    case "mariadb" -> "SET SESSION innodb_lock_wait_timeout = 0";
                    default -> "SET LOCK_TIMEOUT 20";
                });
        run(connection, "UPDATE shared SET n = n + 1 WHERE id = 1");
    }

    private void waitInVainAndGoOn(Connection connection) {
        try {
            waitInVain(connection);
        } catch (SQLException swallowed) {
            assertThat(swallowed.getErrorCode() + swallowed.getSQLState()).isNotEmpty();
        }
    }

    @Test
    void aLockThatIsNotToBeHadEndsTheRunAndTheNextOneGoesOn() throws Exception {
        lockedOut(this::waitInVain);
    }

    @Test
    void aLockThatIsNotToBeHadKeepsNoHalfEvenIfTheHandlerGoesOn() throws Exception {
        lockedOut(this::waitInVainAndGoOn);
    }

    private void lockedOut(Trouble trouble) throws SQLException {
        try (SmallHost host = host(trouble).open()) {
            try (Connection holder = database.connect()) {
                holder.setAutoCommit(false);
                run(holder, "UPDATE shared SET n = 100 WHERE id = 1");
                JobRun run = host.run();
                assertThat(run.status()).isEqualTo(RunStatus.INCOMPLETE);
                assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.STORE_CONFLICT);
                assertThat(host.evidence().pages()).isEqualTo(1);
                assertThat(host.evidence().contradictions()).isEmpty();
                holder.rollback();
            }
            JobRun run = host.run();
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.counts().of(RecordState.DEAD)).isZero();
            assertThat(host.evidence().missingAtTheEnd()).isEmpty();
        }
    }

    /** The library's transaction closes the circle; the other one has written more and is spared where that counts. */
    @Test
    void theVictimOfADeadlockIsAppliedAgain() throws Exception {
        CompletableFuture<Void> holdsTwo = new CompletableFuture<>();
        CompletableFuture<Void> oneIsHeld = new CompletableFuture<>();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> holdTwoThenOne(holdsTwo, oneIsHeld));
        AtomicInteger calls = new AtomicInteger();
        Trouble circle = connection -> {
            if (calls.incrementAndGet() == 1) {
                if (database.product().equals("postgresql")) {
                    run(connection, "SET LOCAL deadlock_timeout = '1ms'");
                }
                holdsTwo.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
                run(connection, "UPDATE shared SET n = n + 1 WHERE id = 1");
                oneIsHeld.complete(null);
                LockWaits.awaitOne(database);
            }
            run(connection, "UPDATE shared SET n = n + 1 WHERE id = 2");
        };
        try (SmallHost host = host(circle).open()) {
            assertThat(host.run().status()).isEqualTo(RunStatus.SUCCEEDED);
            other.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(listener.events()).containsOnlyOnce("retrying STORE_CONFLICT");
            assertThat(host.evidence().missingAtTheEnd()).isEmpty();
        }
    }

    private void holdTwoThenOne(CompletableFuture<Void> holdsTwo, CompletableFuture<Void> oneIsHeld) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            if (database.product().equals("postgresql")) {
                run(connection, "SET LOCAL deadlock_timeout = '10min'");
            }
            for (int row = 0; row < 200; row++) {
                run(connection, "INSERT INTO ballast VALUES (" + row + ")");
            }
            run(connection, "UPDATE shared SET n = n + 1 WHERE id = 2");
            holdsTwo.complete(null);
            oneIsHeld.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            run(connection, "UPDATE shared SET n = n + 1 WHERE id = 1");
            connection.commit();
        } catch (Exception failure) {
            throw new IllegalStateException("the other transaction failed", failure);
        }
    }

    /** PostgreSQL does not commit a transaction in which a statement failed; the others do as they are told. */
    @Test
    void aRunnerThatCommitsOnItsWayOutKeepsHalfAPage() throws SQLException {
        assumeThat(database.product()).as("PostgreSQL rolls back by itself").isNotEqualTo("postgresql");
        try (SmallHost host = host(this::waitInVain)
                        .transactions(runner -> new HalvingRunner(new UnpooledSource(database)))
                        .open();
                Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            run(holder, "UPDATE shared SET n = 100 WHERE id = 1");
            assertThat(host.run().completedAt()).isPresent();
            assertThat(host.evidence().contradictions())
                    .as("the planted fault shows")
                    .anyMatch(difference -> difference.startsWith("rows: "));
            holder.rollback();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What happens in the middle of a page. */
    @FunctionalInterface
    private interface Trouble {
        void make(Connection connection) throws Exception;
    }
}
