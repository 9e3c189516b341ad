package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Record mappings in a map. */
final class InMemoryMappings implements MappingRepository, TenantRows {
    private final Map<Key, RecordMapping> rows = new HashMap<>();
    private final Map<Row, ExternalId> activeByRow = new HashMap<>();

    @Override
    public Map<ExternalId, RecordMapping> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        Map<ExternalId, RecordMapping> found = new HashMap<>();
        for (ExternalId id : ids) {
            RecordMapping mapping = rows.get(new Key(scope, id));
            if (mapping != null) {
                found.put(id, mapping);
            }
        }
        return found;
    }

    @Override
    public Map<UUID, RecordMapping> findActive(UnitOfWork unit, EntityScope scope, Collection<UUID> internalIds) {
        Map<UUID, RecordMapping> found = new HashMap<>();
        for (UUID internalId : internalIds) {
            ExternalId id = activeByRow.get(new Row(scope, internalId));
            RecordMapping mapping = id == null ? null : rows.get(new Key(scope, id));
            if (mapping != null) {
                found.put(internalId, mapping);
            }
        }
        return found;
    }

    @Override
    public void insert(UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings) {
        for (RecordMapping mapping : mappings) {
            Key key = new Key(scope, mapping.externalId());
            if (rows.containsKey(key)) {
                throw new IntegrationException(
                        ErrorCode.STORE_CONFLICT, "a mapping of " + key.id() + " exists already");
            }
            put(unit, key, mapping);
        }
    }

    @Override
    public void update(UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings) {
        List<RecordMapping> activeLast = mappings.stream()
                .sorted(Comparator.comparing(RecordMapping::isActive))
                .toList();
        for (RecordMapping mapping : activeLast) {
            Key key = new Key(scope, mapping.externalId());
            RecordMapping former = rows.get(key);
            if (former == null) {
                throw new IntegrationException(ErrorCode.STORE_CONFLICT, "the mapping of " + key.id() + " is gone");
            }
            release(unit, scope, former);
            put(unit, key, keepingHashes(mapping, former));
        }
    }

    @Override
    public void rekey(UnitOfWork unit, EntityScope scope, Map<ExternalId, ExternalId> newIds) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        List<RecordMapping> moved = new ArrayList<>();
        newIds.forEach((old, renamed) -> {
            RecordMapping former = rows.get(new Key(scope, old));
            if (former != null) {
                moved.add(former.with(renamed));
                release(unit, scope, former);
                transaction.remove(rows, new Key(scope, old));
            }
        });
        insert(unit, scope, moved);
    }

    private void put(UnitOfWork unit, Key key, RecordMapping mapping) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        if (mapping.isActive()) {
            Row row = new Row(key.scope(), mapping.internalId());
            if (activeByRow.containsKey(row)) {
                throw new IntegrationException(
                        ErrorCode.STORE_CONFLICT, "the row of " + key.id() + " belongs to another record");
            }
            transaction.put(activeByRow, row, key.id());
        }
        transaction.put(rows, key, mapping);
    }

    private void release(UnitOfWork unit, EntityScope scope, RecordMapping former) {
        if (former.isActive()) {
            unit.unwrap(InMemoryTransaction.class).remove(activeByRow, new Row(scope, former.internalId()));
        }
    }

    private static RecordMapping keepingHashes(RecordMapping mapping, RecordMapping former) {
        return mapping.fieldHashes().isNone() ? mapping.with(former.fieldHashes()) : mapping;
    }

    @Override
    public List<RecordMapping> list(UnitOfWork unit, EntityScope scope, Optional<ExternalId> after, int limit) {
        return of(scope)
                .filter(mapping -> after.isEmpty() || mapping.externalId().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(RecordMapping::externalId))
                .limit(limit)
                .toList();
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope, MappingStatus status) {
        return of(scope).filter(mapping -> mapping.status() == status).count();
    }

    private Stream<RecordMapping> of(EntityScope scope) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().scope().equals(scope))
                .map(Map.Entry::getValue);
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        int removed = transaction.removeSome(rows, key -> key.scope().tenant().equals(tenant), limit);
        if (removed < limit) {
            transaction.removeSome(activeByRow, row -> row.scope().tenant().equals(tenant), Integer.MAX_VALUE);
        }
        return removed;
    }

    private record Key(EntityScope scope, ExternalId id) {}

    private record Row(EntityScope scope, UUID internalId) {}
}
