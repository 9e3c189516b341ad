package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.RecordMapping;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The page cycle of the mode SEPARATE: the host's rows live in another store than the library's. Between two transactions
 * of the library comes one of the host. Whatever stops it on the way, the page is applied again with the same internal
 * ids and the same delivery ids.
 */
final class SeparatePage implements PageCycle {
    private final FencedTransactions transactions;
    private final TransactionRunner hostTransactions;
    private final PageRows rows;
    private final Clock clock;
    private final TimeOrderedIds ids;

    SeparatePage(
            FencedTransactions transactions,
            TransactionRunner hostTransactions,
            PageRows rows,
            Clock clock,
            TimeOrderedIds ids) {
        this.transactions = transactions;
        this.hostTransactions = hostTransactions;
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
    }

    // tag::cycle[]
    @Override
    public Applied apply(StreamRun run, Slice fetched) {
        Reserved reserved = transactions.fenced(run, unit -> reserve(run, fetched, unit));
        Slice slice = reserved.slice();
        transactions.renewIfDoubtful(run);
        List<Decision> delivered = deliver(run, slice, reserved.known());
        return transactions.fenced(run, unit -> settle(run, slice, delivered, unit));
    }
    // end::cycle[]

    private Reserved reserve(StreamRun run, Slice fetched, UnitOfWork unit) {
        Slice slice = rows.withStanding(run, fetched, unit);
        Known known = rows.read(run, slice, unit);
        List<Decision> decisions = decide(run, slice, known);
        rows.requireNoneOnItsWay(run, decisions, unit);
        return new Reserved(slice, known.with(rows.reserve(run, decisions, known.mappings(), unit)));
    }

    /**
     * Rows that the host has already are only adopted once the library has looked whether they are another record's: it
     * does so between two transactions of the host.
     */
    private List<Decision> deliver(StreamRun run, Slice slice, Known known) {
        List<Decision> foreseen = decide(run, slice, known);
        if (foreseen.stream().noneMatch(Decision::isForHandler)) {
            return foreseen;
        }
        Delivery delivery = inHostTransaction(unit -> matchAndDeliver(run, slice, known, unit));
        Map<ExternalId, Set<UUID>> hits = delivery.hits();
        if (hits.isEmpty()) {
            return delivery.delivered();
        }
        Map<UUID, RecordMapping> owners = transactions.fenced(run, unit -> rows.owners(run, hits, unit));
        return inHostTransaction(unit -> deliver(run, slice, known, hits, owners, unit));
    }

    private Delivery matchAndDeliver(StreamRun run, Slice slice, Known known, UnitOfWork hostUnit) {
        List<Decision> decisions = decide(run, slice, known);
        Map<ExternalId, Set<UUID>> hits = new HandlerCall(run.handler(), ids::next).match(decisions, hostUnit);
        return hits.isEmpty()
                ? new Delivery(deliver(run, slice, known, hits, Map.of(), hostUnit), hits)
                : new Delivery(List.of(), hits);
    }

    /** The host's transaction may begin anew by itself, so its decisions are made inside it. */
    private List<Decision> deliver(
            StreamRun run,
            Slice slice,
            Known known,
            Map<ExternalId, Set<UUID>> hits,
            Map<UUID, RecordMapping> owners,
            UnitOfWork hostUnit) {
        List<Decision> decisions = decide(run, slice, known);
        BothSides.compare(run, known, decisions, run.hostRows(), hostUnit);
        HandlerCall handler = new HandlerCall(run.handler(), ids::next);
        handler.adoptOrReserve(decisions, known, hits, owners);
        ChangeDecider.resolveSurvivors(decisions, known.mappings());
        handler.hand(decisions, known, hostUnit);
        return decisions;
    }

    private static List<Decision> decide(StreamRun run, Slice slice, Known known) {
        return ChangeDecider.decide(run, slice.changes(), known);
    }

    private <T> T inHostTransaction(TransactionRunner.Work<T> work) {
        try {
            return hostTransactions.inTransaction(work);
        } catch (IntegrationException declared) {
            throw declared;
        } catch (RuntimeException failure) {
            throw new IntegrationException(
                    ErrorCode.HANDLER_FAILED,
                    "the host's transaction threw " + failure.getClass().getName(),
                    failure);
        }
    }

    private Applied settle(StreamRun run, Slice slice, List<Decision> delivered, UnitOfWork unit) {
        Writes writes = Writes.of(run, slice, delivered, ids, clock.instant());
        rows.write(run, slice, writes, unit);
        rows.advanceCheckpoint(run, slice, unit);
        return rows.recordCounts(run, slice, writes, unit);
    }

    /**
     * What came of the library's first transaction.
     *
     * @param slice with what stands of its records
     * @param known mappings, promised ones among them
     */
    private record Reserved(Slice slice, Known known) {}

    /**
     * What came of the host's first transaction.
     *
     * @param delivered empty if there were hits
     * @param hits rows that may be adopted
     */
    private record Delivery(List<Decision> delivered, Map<ExternalId, Set<UUID>> hits) {}
}
