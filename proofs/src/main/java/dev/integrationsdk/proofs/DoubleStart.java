package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two workers start the same stream at once, again and again. Whoever has it stops in its run until the other has been
 * refused, so that no overlap goes unseen.
 */
final class DoubleStart {
    private static final String REFUSED = WorkerProcess.REFUSED + "ALREADY_RUNNING";
    private static final String SUCCEEDED = WorkerProcess.ENDED + "SUCCEEDED";
    private static final ScriptedRemote SHORT = new ScriptedRemote(2, 5);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int ROUNDS_OF_A_STREAM = 10;

    private final Database database;
    private final Assignment assignment;
    private final List<String> findings = new ArrayList<>();
    private int firstWon;

    /** @param database prepared, of a server */
    DoubleStart(Database database, Set<Plant> plants) {
        this.database = database;
        assignment = new Assignment(database, SHORT, LEASE, Optional.empty(), plants)
                .withHalt(Point.BEFORE_BEGIN, Point.BEFORE_BEGIN.occurrenceOn(0));
    }

    /** What went wrong, in words; a stream is new in the first of ten rounds, and known in the others. */
    List<String> run(int rounds) {
        try (WorkerProcess one = WorkerProcess.start(assignment);
                WorkerProcess other = WorkerProcess.start(assignment)) {
            for (int round = 0; round < rounds; round++) {
                String tenant = "double" + round / ROUNDS_OF_A_STREAM;
                start(one, other, round, tenant);
                if ((round + 1) % ROUNDS_OF_A_STREAM == 0 || round + 1 == rounds) {
                    findings.addAll(evidence(tenant));
                }
            }
        }
        return findings;
    }

    /** How many rounds the worker won that was told first. */
    int firstWon() {
        return firstWon;
    }

    private void start(WorkerProcess one, WorkerProcess other, int round, String tenant) {
        WorkerProcess first = round % 2 == 0 ? one : other;
        WorkerProcess second = round % 2 == 0 ? other : one;
        first.run(tenant);
        second.run(tenant);
        boolean firstRuns = runs(first, round);
        boolean secondRuns = runs(second, round);
        if (firstRuns == secondRuns) {
            findings.add("round " + round + ": " + (firstRuns ? "both run" : "nobody runs"));
        }
        firstWon += firstRuns ? 1 : 0;
        finish(first, firstRuns, round);
        finish(second, secondRuns, round);
    }

    private boolean runs(WorkerProcess worker, int round) {
        String answer = worker.answer();
        if (!answer.equals(WorkerProcess.HERE) && !answer.equals(REFUSED)) {
            findings.add("round " + round + ": " + answer);
        }
        return answer.equals(WorkerProcess.HERE);
    }

    private void finish(WorkerProcess worker, boolean running, int round) {
        if (running) {
            worker.goOn();
            String answer = worker.answer();
            if (!answer.equals(SUCCEEDED)) {
                findings.add("round " + round + ": " + answer);
            }
        }
    }

    private List<String> evidence(String tenant) {
        try (SmallHost host =
                SmallHost.in(database).tenant(tenant).script(SHORT).open()) {
            return host.evidence().missingAtTheEnd();
        }
    }
}
