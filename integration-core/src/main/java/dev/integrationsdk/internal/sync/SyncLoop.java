package dev.integrationsdk.internal.sync;

import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.retry.RetryingCaller;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main loop: fetch a group of pages, commit it while the next one is fetched, and so on to the end. */
final class SyncLoop {
    /** When at least so many records of a group fail and the host takes none, it is not the records that are wrong. */
    static final int HOPELESS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);

    private final Repositories repositories;
    private final FencedTransactions transactions;
    private final PageCycle pages;
    private final Tools tools;

    SyncLoop(Repositories repositories, FencedTransactions transactions, PageCycle pages, Tools tools) {
        this.repositories = repositories;
        this.transactions = transactions;
        this.pages = pages;
        this.tools = tools;
    }

    // tag::loop[]
    /** Reads the stream to its end, and returns what it ended with; whatever stops it earlier is thrown after the last commit. */
    PageGroup run(StreamRun run, PageFetcher fetcher) {
        PageGroup group = fetcher.fetch(run.start());
        while (true) {
            PageFetcher.Ahead ahead = fetcher.fetchAfter(group);
            try {
                run.stopIfCancelled();
                commit(run, group);
            } catch (RuntimeException | Error failure) {
                ahead.drop();
                throw failure;
            }
            if (group.cutShort().isPresent()) {
                throw group.cutShort().get();
            }
            if (group.isLast()) {
                return group;
            }
            group = ahead.get();
        }
    }
    // end::loop[]

    /** A group and its checkpoint: in one transaction, or record by record. */
    void commit(StreamRun run, PageGroup group) {
        run.expect(group);
        if (ChangeDecider.needsOneByOne(group.changes())) {
            unroll(run, group);
            return;
        }
        try {
            apply(run, Slice.whole(group));
        } catch (IntegrationException failure) {
            if (failure.code().disposition() != Disposition.REJECT_RECORD) {
                throw failure;
            }
            tools.listeners().tell(listener -> listener.retrying(run.stream(), failure, 1));
            unroll(run, group);
        }
    }

    /** Each record by itself; the dead letter of a failed one is written with the next. */
    private void unroll(StreamRun run, PageGroup group) {
        List<FallenRecord> fallen = new ArrayList<>();
        long appliedBefore = run.job().counts().applied();
        int failed = 0;
        for (PreparedChange change : group.changes()) {
            run.stopIfCancelled();
            try {
                apply(run, Slice.one(change, fallen));
                fallen.clear();
            } catch (IntegrationException failure) {
                if (failure.code().disposition() != Disposition.REJECT_RECORD) {
                    throw failure;
                }
                LOG.warn("Record {} of {} failed: {}", change.externalId(), run.stream(), failure.code(), failure);
                fallen.add(Writes.fallen(
                        run, change, failure, tools.ids().next(), tools.clock().instant()));
                failed++;
            }
        }
        if (failed >= HOPELESS && run.job().counts().applied() == appliedBefore) {
            throw hopeless(failed, fallen);
        }
        apply(run, Slice.closing(group, fallen));
    }

    private static IntegrationException hopeless(int failed, List<FallenRecord> fallen) {
        String last = fallen.isEmpty()
                ? ""
                : ", the last one with: "
                        + fallen.get(fallen.size() - 1).letter().message();
        return new IntegrationException(
                ErrorCode.HANDLER_FAILED,
                "all " + failed
                        + " records of a group that reached the handler failed, so the fault is not in one record"
                        + last);
    }

    /** Again and again as the retry policy says; a commit of unknown outcome is read back first. */
    private void apply(StreamRun run, Slice slice) {
        tools.retries()
                .call(
                        attempt -> {
                            PageCycle.Applied applied = (attempt > 1 ? readBack(run, slice) : notYet())
                                    .orElseGet(() -> pages.apply(run, slice));
                            committed(run, slice, applied);
                            return applied;
                        },
                        (failure, attempt) ->
                                tools.listeners().tell(listener -> listener.retrying(run.stream(), failure, attempt)));
    }

    private void committed(StreamRun run, Slice slice, PageCycle.Applied applied) {
        JobRun soFar = run.job().withCounts(applied.countsSoFar());
        run.job(soFar);
        run.deadLettersOpen(run.deadLettersOpen() || !applied.deadLetters().isEmpty());
        run.recordsWaiting(run.recordsWaiting() || soFar.counts().of(RecordState.DEFERRED) > 0);
        applied.deadLetters().forEach(letter -> tools.listeners().tell(listener -> listener.deadLettered(letter)));
        if (slice.closes().isPresent()) {
            run.calls().report(tools.callLog());
            run.revision(run.revision() + 1);
            run.reached(slice.closes().get());
            tools.listeners().tell(listener -> listener.progressed(soFar));
        }
        if (applied.tooMany()) {
            throw new IntegrationException(
                    ErrorCode.TOO_MANY_DEAD_LETTERS,
                    "at least " + run.pauseAt() + " dead letters of " + run.scope() + " are open");
        }
    }

    private static Optional<PageCycle.Applied> notYet() {
        return Optional.empty();
    }

    /** What the attempt before this one did, if it took effect after all: by run, counts and revision. */
    private Optional<PageCycle.Applied> readBack(StreamRun run, Slice slice) {
        return transactions.fenced(run, unit -> {
            long revision = repositories
                    .checkpoints()
                    .find(unit, run.stream())
                    .map(StoredCheckpoint::revision)
                    .orElse(0L);
            JobRun stored = repositories
                    .jobRuns()
                    .find(unit, run.stream().tenant(), run.job().id())
                    .orElseThrow(() -> new IntegrationException(
                            ErrorCode.STORE_FAILED, "run " + run.job().id() + " has vanished from the store"));
            boolean tookEffect = slice.closes().isPresent()
                    ? revision == run.revision() + 1
                    : stored.counts().read() > run.job().counts().read();
            run.deadLettersOpen(run.deadLettersOpen() || tookEffect);
            run.recordsWaiting(run.recordsWaiting() || tookEffect);
            return tookEffect
                    ? Optional.of(new PageCycle.Applied(stored.counts(), slice.letters(), false))
                    : Optional.empty();
        });
    }

    /**
     * What the loop needs beside its collaborators. Immutable.
     *
     * @param retries decides what is tried again
     * @param clock the only one
     * @param ids for dead letters
     * @param listeners told after each commit
     * @param callLog reports calls after each commit
     */
    record Tools(RetryingCaller retries, Clock clock, TimeOrderedIds ids, Listeners listeners, CallLog callLog) {}
}
