package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.scan.ReconcilePlan;
import dev.integrationsdk.scan.ReconcilePlan.Difference;
import dev.integrationsdk.scan.ReconcilePlan.Finding;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Reads everything over there and compares it with the host's rows, page by page. One for each comparison, confined to its thread. */
final class Comparison {
    private static final int PAGE = 500;

    private final StreamRun run;
    private final EntityFeed feed;
    private final Services services;
    private final SeenIds seen = new SeenIds();
    private final Map<Difference, Long> found = new EnumMap<>(Difference.class);
    private final List<Finding> findings = new ArrayList<>();
    private long read;

    Comparison(StreamRun run, EntityFeed feed, Services services) {
        this.run = run;
        this.feed = feed;
        this.services = services;
    }

    /**
     * What it works with. Immutable.
     *
     * @param repositories of the library's database
     * @param transactions of the same database
     * @param hostTransactions of the store that the host's rows are in
     * @param callLog takes the calls
     */
    record Services(
            Repositories repositories,
            TransactionRunner transactions,
            TransactionRunner hostTransactions,
            CallLog callLog) {}

    ReconcilePlan whole(PageFetcher fetcher, Instant begun) {
        Optional<SyncCheckpoint> position = run.start();
        while (true) {
            PageGroup group = OnlyLooking.fetch(run, fetcher, position, services.transactions(), services.callLog());
            compare(group);
            if (group.cutShort().isPresent()) {
                throw group.cutShort().get();
            }
            if (group.isLast()) {
                boolean sawEverything =
                        group.completeness().equals(Optional.of(Completeness.COMPLETE)) && seen.size() > 0;
                if (sawEverything) {
                    findMissingThere();
                }
                return new ReconcilePlan(run.scope(), begun, read, found, findings, sawEverything);
            }
            position = Optional.of(group.next());
        }
    }

    private void compare(PageGroup group) {
        List<PreparedChange> there = new ArrayList<>();
        for (PreparedChange change : group.changes()) {
            read++;
            if (change.change() instanceof Change.Upserted && seen.add(change.externalId())) {
                there.add(change);
            }
        }
        group.unreadable().forEach(record -> record.externalId().ifPresent(seen::add));
        if (there.isEmpty()) {
            return;
        }
        Map<ExternalId, RecordMapping> known = services.transactions()
                .inTransaction(
                        unit -> services.repositories().mappings().find(unit, run.scope(), ChangeDecider.idsOf(there)));
        Map<UUID, HostRecord> here = rows(known.values());
        there.forEach(change -> compare(change, Optional.ofNullable(known.get(change.externalId())), here));
    }

    private Map<UUID, HostRecord> rows(Collection<RecordMapping> mappings) {
        List<UUID> ids = mappings.stream()
                .filter(RecordMapping::isActive)
                .map(RecordMapping::internalId)
                .toList();
        return ids.isEmpty() ? Map.of() : services.hostTransactions().inTransaction(unit -> load(ids, unit));
    }

    private Map<UUID, HostRecord> load(List<UUID> ids, UnitOfWork unit) {
        try {
            return feed.load(ids, unit);
        } catch (IntegrationException declared) {
            throw declared;
        } catch (Exception failure) {
            throw new IntegrationException(
                    ErrorCode.HANDLER_FAILED,
                    "the feed threw " + failure.getClass().getName(),
                    failure);
        }
    }

    private void compare(PreparedChange change, Optional<RecordMapping> mapping, Map<UUID, HostRecord> here) {
        Optional<UUID> row = mapping.filter(RecordMapping::isActive).map(RecordMapping::internalId);
        Optional<HostRecord> record = row.map(here::get);
        if (record.isEmpty()) {
            add(Difference.MISSING_HERE, change.externalId(), row, new TreeSet<>());
            return;
        }
        SortedSet<String> fields = differing(change.mapped(), record.get().attributes());
        if (!fields.isEmpty()) {
            add(Difference.DIFFERENT, change.externalId(), row, fields);
        }
    }

    /** What the remote did not send says nothing; a field that is cleared there equals one that is not there here. */
    private static SortedSet<String> differing(Attributes there, Attributes here) {
        SortedSet<String> fields = new TreeSet<>();
        for (int i = 0; i < there.size(); i++) {
            String name = there.nameAt(i);
            if (!Objects.equals(there.valueAt(i), here.get(name).orElse(null))) {
                fields.add(name);
            }
        }
        return fields;
    }

    private void findMissingThere() {
        Optional<ExternalId> after = Optional.empty();
        while (true) {
            Optional<ExternalId> behind = after;
            List<RecordMapping> page = services.transactions()
                    .inTransaction(unit -> services.repositories().mappings().list(unit, run.scope(), behind, PAGE));
            for (RecordMapping mapping : page) {
                if (mapping.isActive() && !seen.contains(mapping.externalId())) {
                    add(
                            Difference.MISSING_THERE,
                            mapping.externalId(),
                            Optional.of(mapping.internalId()),
                            new TreeSet<>());
                }
            }
            if (page.size() < PAGE) {
                return;
            }
            after = Optional.of(page.get(page.size() - 1).externalId());
        }
    }

    private void add(Difference difference, ExternalId id, Optional<UUID> row, SortedSet<String> fields) {
        found.merge(difference, 1L, Long::sum);
        if (findings.size() < ReconcilePlan.MOST_FINDINGS) {
            findings.add(new Finding(difference, id, row, fields));
        }
    }
}
