package dev.integrationsdk.internal.sync;

import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.DeadLetter;
import java.util.List;

/** How a slice comes into the host's rows and the library's own, from the fence to the checkpoint. Thread-safe. */
interface PageCycle {
    /**
     * Applies a slice and commits.
     *
     * @throws IntegrationException LEASE_LOST, a store's failure, or that of the record for which the slice failed
     */
    Applied apply(StreamRun run, Slice slice);

    /**
     * What a committed slice did.
     *
     * @param countsSoFar of the whole run
     * @param deadLetters that were put with it
     * @param tooMany whether so many are open now that the run has to stop
     */
    record Applied(RunCounts countsSoFar, List<DeadLetter> deadLetters, boolean tooMany) {}
}
