package dev.integrationsdk.internal.sync;

import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The page cycle of the mode SHARED: one transaction of the host's database, from the fence to the checkpoint. Either all
 * of it is committed with the host's own rows, or nothing is.
 */
final class PageTransaction implements PageCycle {
    private final FencedTransactions transactions;
    private final PageRows rows;
    private final Clock clock;
    private final TimeOrderedIds ids;

    PageTransaction(FencedTransactions transactions, PageRows rows, Clock clock, TimeOrderedIds ids) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
    }

    // tag::cycle[]
    @Override
    public Applied apply(StreamRun run, Slice fetched) {
        return transactions.fenced(run, unit -> {
            Slice slice = rows.withStanding(run, fetched, unit);
            Known known = rows.read(run, slice, unit);
            List<Decision> decisions = ChangeDecider.decide(run, slice.changes(), known);
            rows.requireNoneOnItsWay(run, decisions, unit);
            BothSides.compare(run, known, decisions, run.hostRows(), unit);
            HandlerCall handler = new HandlerCall(run.handler(), ids::next);
            Map<ExternalId, Set<UUID>> hits = handler.match(decisions, unit);
            handler.adoptOrReserve(decisions, known, hits, rows.owners(run, hits, unit));
            ChangeDecider.resolveSurvivors(decisions, known.mappings());
            handler.hand(decisions, known, unit);
            Writes writes = Writes.of(run, slice, decisions, ids, clock.instant());
            rows.write(run, slice, writes, unit);
            rows.advanceCheckpoint(run, slice, unit);
            return rows.recordCounts(run, slice, writes, unit);
        });
    }
    // end::cycle[]
}
