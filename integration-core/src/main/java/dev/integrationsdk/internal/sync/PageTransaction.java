package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page cycle: what happens inside one transaction of the host's database, from the fence to the checkpoint. Either
 * all of it is committed with the host's own rows, or nothing is.
 */
final class PageTransaction {
    private final Repositories repositories;
    private final RunLimits limits;
    private final Clock clock;
    private final TimeOrderedIds ids;

    PageTransaction(Repositories repositories, RunLimits limits, Clock clock, TimeOrderedIds ids) {
        this.repositories = repositories;
        this.limits = limits;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Applies a slice in the open transaction.
     *
     * @throws IntegrationException LEASE_LOST, a store's failure, or that of the record for which the slice failed
     */
    // tag::cycle[]
    Applied apply(StreamRun run, Slice slice, UnitOfWork unit) {
        fence(run, unit);
        Map<ExternalId, RecordMapping> known = readMappings(run, slice, unit);
        List<Decision> decisions = ChangeDecider.decide(run.stream(), slice.changes(), known);
        HandlerCall handler = new HandlerCall(run.handler(), ids::next);
        handler.adoptOrReserve(decisions, unit);
        ChangeDecider.resolveSurvivors(decisions, known);
        handler.hand(decisions, unit);
        Writes writes = Writes.of(run, slice, decisions, ids, clock.instant());
        write(run, slice, writes, unit);
        advanceCheckpoint(run, slice, unit);
        return recordCounts(run, slice, writes, unit);
    }
    // end::cycle[]

    /** Also serialises the transactions of one scope, and waits for one of our own whose outcome is not known yet. */
    void fence(StreamRun run, UnitOfWork unit) {
        if (!repositories.leases().renew(unit, run.lease(), limits.leaseTime())) {
            throw new IntegrationException(
                    ErrorCode.LEASE_LOST,
                    "run " + run.job().id() + " no longer holds the lease of " + run.stream() + ", epoch "
                            + run.lease().epoch());
        }
    }

    private Map<ExternalId, RecordMapping> readMappings(StreamRun run, Slice slice, UnitOfWork unit) {
        return slice.changes().isEmpty()
                ? Map.of()
                : repositories.mappings().find(unit, run.scope(), ChangeDecider.idsOf(slice.changes()));
    }

    private void write(StreamRun run, Slice slice, Writes writes, UnitOfWork unit) {
        if (!writes.inserts().isEmpty()) {
            repositories.mappings().insert(unit, run.scope(), writes.inserts());
        }
        if (!writes.updates().isEmpty()) {
            repositories.mappings().update(unit, run.scope(), writes.updates());
        }
        if (!writes.newIds().isEmpty()) {
            repositories.mappings().rekey(unit, run.scope(), writes.newIds());
        }
        if (!slice.fallen().isEmpty()) {
            repositories.deadLetters().put(unit, slice.fallen());
        }
        if ((run.deadLettersOpen() || !slice.fallen().isEmpty())
                && !writes.resolved().isEmpty()) {
            repositories.deadLetters().resolve(unit, run.scope(), writes.resolved());
        }
        if (!writes.deadLetters().isEmpty()) {
            repositories.deadLetters().put(unit, writes.deadLetters());
        }
    }

    private void advanceCheckpoint(StreamRun run, Slice slice, UnitOfWork unit) {
        slice.closes().ifPresent(group -> {
            StoredCheckpoint next =
                    new StoredCheckpoint(group.next(), group.isLast(), run.revision() + 1, clock.instant());
            if (!repositories.checkpoints().advance(unit, run.lease(), next)) {
                throw new IntegrationException(
                        ErrorCode.LEASE_LOST,
                        "the checkpoint of " + run.stream() + " is no longer at revision " + run.revision());
            }
        });
    }

    private Applied recordCounts(StreamRun run, Slice slice, Writes writes, UnitOfWork unit) {
        RunCounts soFar = run.job().counts().plus(writes.counts());
        repositories.jobRuns().update(unit, run.job().withCounts(soFar));
        List<DeadLetter> letters = new ArrayList<>(slice.fallen());
        letters.addAll(writes.deadLetters());
        return new Applied(soFar, letters);
    }

    /**
     * What a committed slice did.
     *
     * @param countsSoFar of the whole run
     * @param deadLetters that were put with it
     */
    record Applied(RunCounts countsSoFar, List<DeadLetter> deadLetters) {}
}
