package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.scan.Preview;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.RecordMapping;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads a stream as a run does and decides everything, but hands nothing to the host and writes nothing. What the pages
 * before would have written is kept in mind instead. One for each preview, confined to its thread.
 */
final class Rehearsal {
    private final StreamRun run;
    private final Services services;
    private final Map<ExternalId, Optional<RecordMapping>> written = new HashMap<>();
    private final List<Preview.Sample> sample = new ArrayList<>();
    private RunCounts counts = RunCounts.none();

    Rehearsal(StreamRun run, Services services) {
        this.run = run;
        this.services = services;
    }

    /**
     * What it works with. Immutable.
     *
     * @param transactions of the library's database
     * @param hostTransactions of the store that the host matches rows in
     * @param rows reads mappings
     * @param callLog takes the calls, which are real ones
     */
    record Services(
            TransactionRunner transactions,
            TransactionRunner hostTransactions,
            PageRows rows,
            CallLog callLog,
            Clock clock,
            TimeOrderedIds ids) {}

    Preview upTo(int records, PageFetcher fetcher) {
        Optional<SyncCheckpoint> position = run.start();
        while (true) {
            PageGroup group = OnlyLooking.fetch(run, fetcher, position, services.transactions(), services.callLog());
            rehearse(group);
            if (group.cutShort().isPresent()) {
                throw group.cutShort().get();
            }
            if (group.isLast() || counts.read() >= records) {
                return new Preview(counts, sample, group.isLast());
            }
            position = Optional.of(group.next());
        }
    }

    private void rehearse(PageGroup group) {
        if (!ChangeDecider.needsOneByOne(group.changes())) {
            rehearse(Slice.whole(group));
            return;
        }
        group.changes().forEach(change -> rehearse(Slice.one(change, List.of())));
        rehearse(Slice.closing(group, List.of()));
    }

    private void rehearse(Slice slice) {
        Known stored =
                services.transactions().inTransaction(unit -> services.rows().read(run, slice, unit));
        Map<ExternalId, RecordMapping> mappings = new HashMap<>(stored.mappings());
        ChangeDecider.idsOf(slice.changes()).forEach(id -> overlay(mappings, id));
        Known known = stored.with(mappings);
        List<Decision> decisions = ChangeDecider.decide(run, slice.changes(), known);
        HandlerCall handler = new HandlerCall(run.handler(), services.ids()::next);
        Map<ExternalId, Set<UUID>> hits = Undone.in(services.hostTransactions(), unit -> {
            BothSides.compare(run, known, decisions, run.hostRows(), unit);
            return handler.match(decisions, unit);
        });
        handler.adoptOrReserve(decisions, known, hits, owners(hits));
        ChangeDecider.resolveSurvivors(decisions, mappings);
        Writes writes = Writes.of(
                run, slice, decisions, services.ids(), services.clock().instant());
        keepInMind(writes);
        counts = counts.plus(writes.counts());
        decisions.forEach(this::show);
    }

    private void overlay(Map<ExternalId, RecordMapping> known, ExternalId id) {
        Optional<RecordMapping> later = written.get(id);
        if (later != null) {
            later.ifPresentOrElse(mapping -> known.put(id, mapping), () -> known.remove(id));
        }
    }

    private Map<UUID, RecordMapping> owners(Map<ExternalId, Set<UUID>> hits) {
        Map<UUID, RecordMapping> owners = new HashMap<>(
                services.transactions().inTransaction(unit -> services.rows().owners(run, hits, unit)));
        written.values().stream()
                .flatMap(Optional::stream)
                .filter(RecordMapping::isActive)
                .forEach(mapping -> owners.put(mapping.internalId(), mapping));
        return owners;
    }

    private void keepInMind(Writes writes) {
        writes.inserts().forEach(mapping -> written.put(mapping.externalId(), Optional.of(mapping)));
        writes.updates().forEach(mapping -> written.put(mapping.externalId(), Optional.of(mapping)));
        writes.newIds().forEach((old, renamed) -> {
            written.getOrDefault(old, Optional.empty())
                    .ifPresent(mapping -> written.put(renamed, Optional.of(mapping.with(renamed))));
            written.put(old, Optional.empty());
        });
    }

    private void show(Decision decision) {
        if (decision.counted() != RecordState.UNCHANGED && sample.size() < Preview.MOST_SAMPLES) {
            boolean hasRow = decision.known().isPresent() || decision.state() == RecordState.ADOPTED;
            sample.add(new Preview.Sample(
                    decision.externalId(),
                    hasRow ? Optional.of(decision.internalId()) : Optional.empty(),
                    decision.kind(),
                    decision.counted(),
                    decision.skipReason()
                            .or(() -> decision.question().map(asked -> asked.kind() + ": " + asked.summary()))
                            .or(() -> decision.death().map(why -> why.code() + ": " + why.getMessage()))
                            .orElse(""),
                    decision.attributes()));
        }
    }
}
