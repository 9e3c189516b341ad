package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.Fingerprint;
import dev.integrationsdk.store.SuppressionRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Suppressed records in a map, each with when it was put there. */
final class InMemorySuppressions implements SuppressionRepository, TenantRows {
    private final Map<Key, Instant> rows = new HashMap<>();

    @Override
    public int put(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints, Instant at) {
        Set<Fingerprint> missing = new HashSet<>(fingerprints);
        missing.removeAll(find(unit, scope, fingerprints));
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        missing.forEach(fingerprint -> transaction.put(rows, new Key(scope, fingerprint), at));
        return missing.size();
    }

    @Override
    public Set<Fingerprint> find(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints) {
        Set<Fingerprint> found = new HashSet<>();
        for (Fingerprint fingerprint : fingerprints) {
            if (rows.containsKey(new Key(scope, fingerprint))) {
                found.add(fingerprint);
            }
        }
        return found;
    }

    @Override
    public int remove(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        Set<Fingerprint> found = find(unit, scope, fingerprints);
        found.forEach(fingerprint -> transaction.remove(rows, new Key(scope, fingerprint)));
        return found.size();
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope) {
        return rows.keySet().stream().filter(key -> key.scope().equals(scope)).count();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.scope().tenant().equals(tenant), limit);
    }

    private record Key(EntityScope scope, Fingerprint fingerprint) {}
}
