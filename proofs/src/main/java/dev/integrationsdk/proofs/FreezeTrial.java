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

/**
 * Freezes a worker with {@code SIGSTOP} at a point, lets another take the stream over and bring it to its end, and thaws
 * the frozen one, which believes that it still holds the lease.
 */
final class FreezeTrial {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final int PAGE = 5;

    private final Database database;
    private final List<String> findings = new ArrayList<>();

    /** @param database prepared, of a server */
    FreezeTrial(Database database) {
        this.database = database;
    }

    /** @param tenant nobody else's */
    Outcome run(String tenant, Point point, Set<Plant> plants) {
        Duration unhindered = unhindered(tenant + "-alone");
        Assignment assignment = new Assignment(database, ScriptedRemote.USUAL, LEASE, Optional.empty(), plants)
                .withHalt(point, point.occurrenceOn(PAGE));
        try (WorkerProcess stale = WorkerProcess.start(assignment);
                SmallHost host = host(tenant)) {
            stale.run(tenant);
            expect(WorkerProcess.HERE, stale.answer());
            stale.freeze();
            stale.goOn();
            Duration takeover = takeOver(host);
            stale.thaw();
            String end = stale.answer();
            host.evidence().missingAtTheEnd().forEach(finding -> findings.add("after the thaw, " + finding));
            return new Outcome(List.copyOf(findings), end, takeover, LEASE.plus(unhindered.multipliedBy(2)));
        }
    }

    private SmallHost host(String tenant) {
        return SmallHost.in(database)
                .tenant(tenant)
                .limits(Successor.limits(LEASE))
                .open();
    }

    private Duration takeOver(SmallHost host) {
        Instant frozen = Instant.now();
        Successor successor = new Successor(host, frozen.plus(LEASE));
        JobRun run = successor.run();
        Duration taken = Duration.between(frozen, Instant.now());
        expect(RunStatus.SUCCEEDED.toString(), run.status().toString());
        findings.addAll(successor.complaints());
        findings.addAll(host.evidence().missingAtTheEnd());
        return taken;
    }

    /** How long a whole run takes here and now if nobody is in the way. */
    private Duration unhindered(String tenant) {
        try (SmallHost host = host(tenant)) {
            Instant begun = Instant.now();
            host.run();
            return Duration.between(begun, Instant.now());
        }
    }

    private void expect(String expected, String found) {
        if (!expected.equals(found)) {
            findings.add(found + " instead of " + expected);
        }
    }

    /**
     * What came of it.
     *
     * @param findings empty if all is as it must be
     * @param end what the frozen one said once it was thawed
     * @param takeover from the freeze to the end of the other's run
     * @param bound the lease, and twice what a run takes that nobody hinders
     */
    record Outcome(List<String> findings, String end, Duration takeover, Duration bound) {}
}
