package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.DeferredRecordRepository;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.RecordMapping;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Waiting records in a map. */
final class InMemoryDeferredRecords implements DeferredRecordRepository, TenantRows {
    private final Map<Key, DeferredRecord> rows = new HashMap<>();
    private final MappingRepository mappings;

    InMemoryDeferredRecords(MappingRepository mappings) {
        this.mappings = mappings;
    }

    @Override
    public void put(UnitOfWork unit, List<DeferredRecord> records) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        for (DeferredRecord record : records) {
            Key key = new Key(record.scope(), record.externalId());
            DeferredRecord standing = rows.get(key);
            transaction.put(rows, key, standing == null ? record : since(record, standing.since()));
        }
    }

    private static DeferredRecord since(DeferredRecord record, Instant since) {
        return new DeferredRecord(
                record.scope(),
                record.externalId(),
                record.awaitedType(),
                record.awaitedId(),
                since,
                record.overdue(),
                record.runId(),
                record.correlationId());
    }

    @Override
    public int remove(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        Set<ExternalId> there = find(unit, scope, ids).keySet();
        there.forEach(id -> transaction.remove(rows, new Key(scope, id)));
        return there.size();
    }

    @Override
    public Map<ExternalId, DeferredRecord> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        Map<ExternalId, DeferredRecord> found = new HashMap<>();
        for (ExternalId id : ids) {
            DeferredRecord record = rows.get(new Key(scope, id));
            if (record != null) {
                found.put(id, record);
            }
        }
        return found;
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope) {
        return of(scope).count();
    }

    @Override
    public List<DeferredRecord> list(UnitOfWork unit, EntityScope scope, Optional<ExternalId> after, int limit) {
        return of(scope)
                .filter(record -> after.isEmpty() || record.externalId().compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public List<DeferredRecord> overdue(UnitOfWork unit, EntityScope scope, Instant before, int limit) {
        return of(scope)
                .filter(record -> !record.overdue() && record.since().isBefore(before))
                .limit(limit)
                .toList();
    }

    @Override
    public List<ExternalId> ready(UnitOfWork unit, EntityScope scope, int limit) {
        return of(scope)
                .filter(record -> isOver(unit, record))
                .map(DeferredRecord::externalId)
                .limit(limit)
                .toList();
    }

    @Override
    public Set<EntityScope> wokenBy(UnitOfWork unit, EntityScope awaited) {
        return rows.values().stream()
                .filter(record -> record.awaitedScope().equals(awaited) && isOver(unit, record))
                .map(DeferredRecord::scope)
                .collect(Collectors.toSet());
    }

    private boolean isOver(UnitOfWork unit, DeferredRecord record) {
        RecordMapping mapping = mappings.find(unit, record.awaitedScope(), List.of(record.awaitedId()))
                .get(record.awaitedId());
        return mapping != null && mapping.isActive();
    }

    private Stream<DeferredRecord> of(EntityScope scope) {
        return rows.values().stream()
                .filter(record -> record.scope().equals(scope))
                .sorted(Comparator.comparing(DeferredRecord::externalId));
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.scope().tenant().equals(tenant), limit);
    }

    private record Key(EntityScope scope, ExternalId id) {}
}
