package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kills a worker at a point, looks at what it left behind, lets another go on, and looks again. */
final class KillTrial {
    private static final Duration LEASE = Duration.ofMillis(1_500);

    private final Database database;
    private final String tenant;
    private final Kill kill;
    private final Set<Plant> plants;
    private final List<String> findings = new ArrayList<>();

    /**
     * @param database prepared, and an embedded one closed
     * @param tenant nobody else's
     */
    KillTrial(Database database, String tenant, Kill kill, Set<Plant> plants) {
        this.database = database;
        this.tenant = tenant;
        this.kill = kill;
        this.plants = plants;
    }

    /** What was lost or is there twice, in words; empty if all is as it must be. */
    Outcome run() {
        int committed = killWorker();
        Instant killed = Instant.now();
        try (SmallHost host = SmallHost.in(database)
                .tenant(tenant)
                .limits(Successor.limits(LEASE))
                .open()) {
            lookAtRemains(host.evidence(), committed);
            Successor successor = new Successor(host, killed.plus(LEASE));
            JobRun run = successor.run();
            findings.addAll(successor.complaints());
            if (run.status() != RunStatus.SUCCEEDED) {
                findings.add("the next run ended as " + run.status() + " " + run.failure());
            }
            findings.addAll(host.evidence().missingAtTheEnd());
            return new Outcome(List.copyOf(findings), successor.waited());
        }
    }

    private int killWorker() {
        Assignment assignment = new Assignment(
                        plants.contains(Plant.LATE_WRITES) ? lateWriting() : database,
                        ScriptedRemote.USUAL,
                        LEASE,
                        Optional.empty(),
                        plants)
                .withHalt(kill.point(), kill.point().occurrenceOn(kill.page()));
        try (WorkerProcess worker = WorkerProcess.start(assignment)) {
            worker.run(tenant);
            String answer = worker.answer();
            if (!answer.equals(WorkerProcess.HERE)) {
                findings.add("the worker did not come by, but said " + answer);
            }
            worker.kill();
            return worker.committed();
        }
    }

    private Database lateWriting() {
        return new Database(
                database.product(),
                database.url().replace("WRITE_DELAY=0", "WRITE_DELAY=500"),
                database.user(),
                database.password());
    }

    /** Before anybody tidies up: nothing half done, and all that was said to be committed. */
    private void lookAtRemains(Evidence evidence, int committed) {
        for (String contradiction : evidence.contradictions()) {
            findings.add("after the kill, " + contradiction);
        }
        long pages = evidence.pages();
        if (pages < committed) {
            findings.add("after " + committed + " pages were committed, " + pages + " are there");
        }
        if (kill.point().isAfterCommit() && pages != kill.page() + 1) {
            findings.add("after page " + kill.page() + " was committed, " + pages + " are there");
        }
    }

    /**
     * What came of it.
     *
     * @param findings empty if all is as it must be
     * @param waited how long the next run had to wait for the lease of the dead
     */
    record Outcome(List<String> findings, Duration waited) {}
}
