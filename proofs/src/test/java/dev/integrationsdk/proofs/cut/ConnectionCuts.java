package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.databases.DatabaseServer;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.proofs.ScriptedRemote;
import dev.integrationsdk.proofs.SmallHost;
import dev.integrationsdk.proofs.UnpooledSource;
import dev.integrationsdk.proofs.cut.CutPlan.Fate;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.testkit.RecordingListener;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form: every message of one page's transaction, and what a runner that assumes an outcome does. */
abstract class ConnectionCuts {
    private static final ScriptedRemote SCRIPT = new ScriptedRemote(2, 3);
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final Ground ground;
    private final CutTrials trials;

    ConnectionCuts(DatabaseServer server) {
        ground = Ground.of(server);
        trials = new CutTrials(ground, SCRIPT);
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void noMessageOfAPagesTransactionIsOneAtWhichACutLosesOrDoubles() {
        OneCut count = OneCut.never();
        trials.secondPage("in peace", count);
        assertThat(count.commitAnswered()).isGreaterThan(10);
        // what comes after it may come too late to be counted
        for (long message = 1; message <= count.commitAnswered(); message++) {
            cutSecondPage("cut before message " + message, OneCut.at(message, Fate.CUT_BEFORE));
            if (count.isAnswered(message)) {
                cutSecondPage("answer to message " + message + " swallowed", OneCut.at(message, Fate.ANSWER_SWALLOWED));
            }
        }
        Tally tally = trials.tally();
        System.out.println(ground.database().product() + ", one page's transaction: " + count.commitAnswered()
                + " messages to the answer of the commit; " + tally);
        assertThat(tally.problems()).isEmpty();
        assertThat(tally.tookEffect()).isPositive();
        assertThat(tally.rolledBack()).isPositive();
    }

    private void cutSecondPage(String what, OneCut cut) {
        trials.secondPage(what, cut);
        assertThat(cut.struck()).as(what).isTrue();
    }

    /** The client is gone, its commit is still on the way: what reads back must wait for it. */
    @Test
    void aCommitThatComesLateIsWaitedForAndNotRepeated() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (SmallHost host =
                ground.host("late").script(SCRIPT).listener(listener).open()) {
            assertThat(host.evidence().pages()).isZero();
            OneCut held = OneCut.at(2, Fate.HELD_UP);
            ground.proxy().follow(onlyCommits(held));
            CompletableFuture<JobRun> run = CompletableFuture.supplyAsync(host::run);
            LockWaits.awaitOne(ground.database());
            assertThat(run).isNotDone();
            ground.proxy().release();

            assertThat(run.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(held.struck()).isTrue();
            assertThat(listener.events()).contains("retrying COMMIT_UNKNOWN");
            assertThat(host.evidence().missingAtTheEnd()).isEmpty();
        }
    }

    private static CutPlan onlyCommits(CutPlan plan) {
        return message -> message.commits() ? plan.of(message) : Fate.PASSES;
    }

    @Test
    void aRunnerThatTakesTheUnknownForCommittedLosesThePage() {
        trials.transactions(runner -> new AssumingRunner(runner, AssumingRunner.Assumption.COMMITTED))
                .secondPage("planted", OneCut.atCommit(Fate.CUT_BEFORE));
        assertThat(trials.tally().problems())
                .anyMatch(problem -> problem.startsWith("planted: the scan is not complete"));
    }

    /** The page is applied a second time; only the checkpoint's revision keeps it from being committed. */
    @Test
    void aRunnerThatTakesTheUnknownForRolledBackIsStoppedByTheCheckpoint() {
        trials.transactions(runner -> new AssumingRunner(runner, AssumingRunner.Assumption.ROLLED_BACK))
                .secondPage("planted", OneCut.atCommit(Fate.ANSWER_SWALLOWED));
        assertThat(trials.tally().problems()).contains("planted: the run ended as INTERRUPTED with LEASE_LOST");
    }

    @Test
    void aRunnerThatTakesTheUnknownForRolledBackDoublesWhatNoCheckpointGuards() {
        TransactionRunner truthful =
                JdbcTransactionRunner.of(new UnpooledSource(ground.proxy().reach(ground.database())));
        TransactionRunner planted = new AssumingRunner(truthful, AssumingRunner.Assumption.ROLLED_BACK);
        ground.database().execute("CREATE TABLE counter (n INTEGER)", "INSERT INTO counter VALUES (0)");
        ground.proxy().follow(OneCut.atCommit(Fate.ANSWER_SWALLOWED));
        planted.inTransaction(ConnectionCuts::countOne);
        assertThat(truthful.<Integer>inTransaction(ConnectionCuts::counted)).isEqualTo(2);
    }

    private static int countOne(UnitOfWork unit) {
        try (Statement statement = unit.unwrap(Connection.class).createStatement()) {
            return statement.executeUpdate("UPDATE counter SET n = n + 1");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int counted(UnitOfWork unit) {
        try (Statement statement = unit.unwrap(Connection.class).createStatement();
                ResultSet rows = statement.executeQuery("SELECT n FROM counter")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
