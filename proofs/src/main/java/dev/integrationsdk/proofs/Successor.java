package dev.integrationsdk.proofs;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a stream whose former worker may still hold its lease, as a host would: refused, it comes back when it was told
 * to. Used by one thread.
 */
final class Successor {
    private static final int MOST_REFUSALS = 20;

    private final SmallHost host;
    private final Instant latestExpiry;
    private final List<String> complaints = new ArrayList<>();
    private Duration waited = Duration.ZERO;

    /** @param latestExpiry when the former's lease must have run out */
    Successor(SmallHost host, Instant latestExpiry) {
        this.host = host;
        this.latestExpiry = latestExpiry;
    }

    static RunLimits limits(Duration leaseTime) {
        return RunLimits.ofDefaults().withPagesPerCommit(1).withLeaseTime(leaseTime);
    }

    /** @throws IllegalStateException if it is refused again and again */
    JobRun run() {
        Instant begun = Instant.now();
        for (int refusals = 0; refusals < MOST_REFUSALS; refusals++) {
            waited = Duration.between(begun, Instant.now());
            try {
                return host.run();
            } catch (IntegrationException refused) {
                comeBackLater(refused);
            }
        }
        throw new IllegalStateException("the stream is never free");
    }

    private void comeBackLater(IntegrationException refused) {
        if (refused.code() != ErrorCode.ALREADY_RUNNING) {
            throw refused;
        }
        Instant free = refused.retryAt().orElse(latestExpiry);
        if (free.isAfter(latestExpiry)) {
            complaints.add("the former's lease lasts until " + free + " instead of " + latestExpiry);
        }
        while (Instant.now().isBefore(free)) {
            LockSupport.parkUntil(free.toEpochMilli() + 1);
        }
    }

    /** What it has against its refusals. */
    List<String> complaints() {
        return complaints;
    }

    /** How long it took from the first attempt to the one that was let in. */
    Duration waited() {
        return waited;
    }
}
