package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.sync.PushLoop.Batch;
import dev.integrationsdk.internal.sync.PushLoop.Outgoing;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a push reads and writes in the host's database: each step is a transaction of its own. Immutable and thread-safe. */
final class PushRows {
    private static final int WINDOW = 1_000;

    private final Repositories repositories;
    private final FencedTransactions transactions;
    private final CallLog callLog;
    private final Clock clock;
    private final TimeOrderedIds ids;

    PushRows(
            Repositories repositories,
            FencedTransactions transactions,
            CallLog callLog,
            Clock clock,
            TimeOrderedIds ids) {
        this.repositories = repositories;
        this.transactions = transactions;
        this.callLog = callLog;
        this.clock = clock;
        this.ids = ids;
    }

    /** Marks what the host's feed says has changed, with its position; returns whether there may be more. */
    boolean collect(StreamRun run, Outgoing outgoing) {
        return transactions.fenced(run, unit -> {
            Optional<StoredCheckpoint> standing = repositories.checkpoints().find(unit, run.stream());
            Optional<String> after = standing.map(stored -> stored.checkpoint().watermark());
            EntityFeed.Window window = outgoing.hostRows().changes(after, WINDOW, unit);
            if (!window.changed().isEmpty()) {
                repositories
                        .pushes()
                        .mark(
                                unit,
                                run.scope(),
                                window.changed(),
                                now(),
                                run.job().correlationId());
            }
            if (!after.equals(Optional.of(window.next()))) {
                advance(run, window.next(), unit);
            }
            return window.more();
        });
    }

    private void advance(StreamRun run, String position, UnitOfWork unit) {
        StoredCheckpoint next = new StoredCheckpoint(SyncCheckpoint.of(1, position), true, run.revision() + 1, now());
        if (!repositories.checkpoints().advance(unit, run.lease(), next)) {
            throw new IntegrationException(
                    ErrorCode.LEASE_LOST,
                    "the checkpoint of " + run.stream() + " is no longer at revision " + run.revision());
        }
        unit.afterCommit(() -> run.revision(next.revision()));
    }

    /** Decides for the next rows that are due what is to be written, and stores it before anything is sent. */
    Batch prepare(StreamRun run, Outgoing outgoing) {
        int most = mostItems(run, outgoing);
        return transactions.fenced(run, unit -> {
            List<PushMark> due = repositories.pushes().due(unit, run.scope(), now(), most);
            if (due.isEmpty()) {
                return new Batch(List.of(), 0);
            }
            PushPlan plan = new PushPlan(run, outgoing, now());
            List<UUID> rows = rowsOf(due);
            Map<UUID, HostRecord> records = outgoing.hostRows().loadBeside(rows, unit);
            Map<UUID, RecordMapping> mappings = repositories.mappings().findActive(unit, run.scope(), rows);
            plan.heldFields(new ReviewedFields(repositories, run).of(mappings.values(), unit));
            due.forEach(mark -> plan.add(
                    mark,
                    Optional.ofNullable(records.get(mark.internalId())),
                    Optional.ofNullable(mappings.get(mark.internalId()))));
            repositories.pushes().update(unit, run.scope(), plan.changed());
            repositories.pushes().settle(unit, run.scope(), plan.settled());
            count(run, plan.counts(), unit);
            return new Batch(plan.tasks(), due.size());
        });
    }

    /** What an earlier run, or an earlier attempt, has sent and nobody knows the outcome of. */
    List<PushTask> doubtful(StreamRun run, Outgoing outgoing) {
        int most = mostItems(run, outgoing);
        return transactions.fenced(run, unit -> {
            List<PushMark> sent = repositories.pushes().onTheirWay(unit, run.scope(), now(), most);
            if (sent.isEmpty()) {
                return List.of();
            }
            List<UUID> rows = rowsOf(sent);
            Map<UUID, HostRecord> records = outgoing.hostRows().loadBeside(rows, unit);
            Map<UUID, RecordMapping> mappings = repositories.mappings().findActive(unit, run.scope(), rows);
            PushPlan plan = new PushPlan(run, outgoing, now());
            List<PushTask> doubtful = new ArrayList<>();
            for (PushMark mark : sent) {
                doubtful.add(plan.asSent(
                        mark,
                        Optional.ofNullable(records.get(mark.internalId())),
                        Optional.ofNullable(mappings.get(mark.internalId()))));
            }
            return doubtful;
        });
    }

    /** Whether the record can still be found by what was sent: the host may have changed the row meanwhile. */
    static boolean isAsItWasSent(PushTask task) {
        return task.item().externalId().isPresent()
                || (!task.item().matchKeys().isEmpty()
                        && PushPlan.matchHash(task.item().matchKeys())
                                == task.shipment().matchHash());
    }

    /** Nothing of these was written: they are sent again. */
    void takeBack(StreamRun run, List<PushTask> tasks, IntegrationException failure) {
        Instant due = failure.retryAt().orElseGet(this::now);
        transactions.fenced(run, unit -> {
            List<PushMark> waiting = tasks.stream()
                    .map(task -> task.mark().after(failure.code(), PushState.WAITING, due))
                    .toList();
            repositories.pushes().update(unit, run.scope(), waiting);
            run.calls().write(callLog, unit);
            return true;
        });
        run.calls().report(callLog);
    }

    /**
     * Writes down what became of each row, with the new record's mapping in the same transaction.
     *
     * @return what the remote turned out to hold, where it had changed since we last saw it
     */
    List<Change> settle(StreamRun run, Outgoing outgoing, List<PushTask> tasks, Map<String, PushOutcome> outcomes) {
        List<Change> overtaken = transactions.fenced(run, unit -> {
            PushResults results = new PushResults(run, now(), ids);
            results.known(repositories.mappings().find(unit, run.scope(), PushResults.idsIn(outcomes.values())));
            for (PushTask task : tasks) {
                results.add(task, outcomes.getOrDefault(task.item().operationId(), PushLoop.unanswered()));
            }
            if (!results.updates().isEmpty()) {
                repositories.mappings().update(unit, run.scope(), results.updates());
            }
            if (!results.inserts().isEmpty()) {
                repositories.mappings().insert(unit, run.scope(), results.inserts());
            }
            repositories.pushes().settle(unit, run.scope(), results.settled());
            repositories.pushes().update(unit, run.scope(), results.changed());
            repositories.reviews().raise(unit, run.scope(), results.questions());
            run.calls().write(callLog, unit);
            count(run, results.counts(), unit);
            return outgoing.isRead() ? results.overtaken() : List.of();
        });
        run.calls().report(callLog);
        return overtaken;
    }

    private void count(StreamRun run, Map<RecordState, Long> states, UnitOfWork unit) {
        RunCounts soFar = run.job().counts().plus(RunCounts.of(states, Map.of()));
        repositories.jobRuns().update(unit, run.job().withCounts(soFar));
        unit.afterCommit(() -> run.job(run.job().withCounts(soFar)));
    }

    private static int mostItems(StreamRun run, Outgoing outgoing) {
        return Math.max(
                1, Math.min(1_000, outgoing.target().maxItems(run.stream().entityType())));
    }

    private static List<UUID> rowsOf(List<PushMark> marks) {
        return marks.stream().map(PushMark::internalId).toList();
    }

    private Instant now() {
        return clock.instant();
    }
}
