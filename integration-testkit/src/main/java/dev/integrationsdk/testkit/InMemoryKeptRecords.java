package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.KeptRecordRepository;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Encrypted records in a map. */
final class InMemoryKeptRecords implements KeptRecordRepository, TenantRows {
    private static final Comparator<KeptRecord> ORDER = Comparator.comparing(KeptRecord::keyId)
            .thenComparing(record -> record.scope().toString())
            .thenComparing(KeptRecord::externalId);

    private final Map<Key, KeptRecord> rows = new HashMap<>();

    @Override
    public void put(UnitOfWork unit, List<KeptRecord> records) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        records.forEach(record -> transaction.put(rows, new Key(record.scope(), record.externalId()), record));
    }

    @Override
    public Map<ExternalId, KeptRecord> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        Map<ExternalId, KeptRecord> found = new HashMap<>();
        for (ExternalId id : ids) {
            KeptRecord record = rows.get(new Key(scope, id));
            if (record != null) {
                found.put(id, record);
            }
        }
        return found;
    }

    @Override
    public int remove(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        Set<ExternalId> there = find(unit, scope, ids).keySet();
        there.forEach(id -> transaction.remove(rows, new Key(scope, id)));
        return there.size();
    }

    @Override
    public boolean replace(UnitOfWork unit, KeptRecord former, KeptRecord next) {
        Key key = new Key(former.scope(), former.externalId());
        if (!former.equals(rows.get(key))) {
            return false;
        }
        unit.unwrap(InMemoryTransaction.class).put(rows, key, next);
        return true;
    }

    List<KeptRecord> notUnder(String primaryKeyId, Optional<KeptRecord> after, int limit) {
        return rows.values().stream()
                .filter(record -> !record.keyId().equals(primaryKeyId))
                .filter(record -> after.isEmpty() || ORDER.compare(record, after.get()) > 0)
                .sorted(ORDER)
                .limit(limit)
                .toList();
    }

    Set<String> keyIds() {
        return rows.values().stream().map(KeptRecord::keyId).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.scope().tenant().equals(tenant), limit);
    }

    private record Key(EntityScope scope, ExternalId id) {}
}
