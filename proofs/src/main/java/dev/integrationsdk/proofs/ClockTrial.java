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

/** Sets the wall clocks of workers wrong, before and during their runs: the stream is one worker's all the same. */
final class ClockTrial {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int PAGE = 5;

    private final Database database;
    private final Duration wrongBy;
    private final List<String> findings = new ArrayList<>();

    /** @param database prepared, of a server */
    ClockTrial(Database database, Duration wrongBy) {
        this.database = database;
        this.wrongBy = wrongBy;
    }

    /** A worker holds the stream; one whose clock is wrong asks for it and must be refused. */
    List<String> ask(String tenant, Set<Plant> plants) {
        try (WorkerProcess holder = WorkerProcess.start(halting(LONG, Set.of()));
                WorkerProcess wrong = WorkerProcess.start(halting(LONG, plants));
                SmallHost host = SmallHost.in(database).tenant(tenant).open()) {
            holder.run(tenant);
            expect(WorkerProcess.HERE, holder.answer());
            wrong.shiftClock(wrongBy);
            wrong.run(tenant);
            expect(WorkerProcess.REFUSED + "ALREADY_RUNNING", wrong.answer());
            holder.goOn();
            expect(WorkerProcess.ENDED + RunStatus.SUCCEEDED, holder.answer());
            findings.addAll(host.evidence().missingAtTheEnd());
        }
        return findings;
    }

    /** A worker whose clock is wrong is killed, and one whose clock is wrong the other way goes on. */
    List<String> takeOver(String tenant) {
        try (WorkerProcess dead = WorkerProcess.start(halting(LEASE, Set.of()))) {
            dead.shiftClock(wrongBy);
            dead.run(tenant);
            expect(WorkerProcess.HERE, dead.answer());
            dead.kill();
        }
        ShiftedClock opposite = new ShiftedClock();
        opposite.shiftTo(wrongBy.negated());
        try (SmallHost host = SmallHost.in(database)
                .tenant(tenant)
                .limits(Successor.limits(LEASE))
                .clock(opposite)
                .open()) {
            Successor successor = new Successor(host, Instant.now().plus(LEASE));
            JobRun run = successor.run();
            expect(RunStatus.SUCCEEDED.toString(), run.status().toString());
            findings.addAll(successor.complaints());
            findings.addAll(host.evidence().missingAtTheEnd());
        }
        return findings;
    }

    /** A worker's clock jumps in the middle of its run. */
    List<String> jump(String tenant) {
        try (WorkerProcess worker = WorkerProcess.start(halting(LONG, Set.of()));
                SmallHost host = SmallHost.in(database).tenant(tenant).open()) {
            worker.run(tenant);
            expect(WorkerProcess.HERE, worker.answer());
            worker.shiftClock(wrongBy);
            worker.goOn();
            expect(WorkerProcess.ENDED + RunStatus.SUCCEEDED, worker.answer());
            findings.addAll(host.evidence().missingAtTheEnd());
        }
        return findings;
    }

    private Assignment halting(Duration leaseTime, Set<Plant> plants) {
        return new Assignment(database, ScriptedRemote.USUAL, leaseTime, Optional.empty(), plants)
                .withHalt(Point.BEFORE_BEGIN, Point.BEFORE_BEGIN.occurrenceOn(PAGE));
    }

    private void expect(String expected, String found) {
        if (!expected.equals(found)) {
            findings.add(found + " instead of " + expected);
        }
    }
}
