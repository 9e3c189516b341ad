package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.AuthorizationRepository;
import dev.integrationsdk.store.PendingAuthorization;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pending authorizations in a map, by the hash of their state. */
final class InMemoryAuthorizations implements AuthorizationRepository, TenantRows {
    private final Map<Key, PendingAuthorization> rows = new HashMap<>();

    @Override
    public void put(UnitOfWork unit, PendingAuthorization pending) {
        unit.unwrap(InMemoryTransaction.class).put(rows, Key.of(pending), pending);
    }

    @Override
    public Optional<PendingAuthorization> take(UnitOfWork unit, TenantId tenant, String stateHash) {
        Key key = new Key(tenant, stateHash);
        Optional<PendingAuthorization> found = Optional.ofNullable(rows.get(key));
        found.ifPresent(pending -> unit.unwrap(InMemoryTransaction.class).remove(rows, key));
        return found;
    }

    int purge(UnitOfWork unit, Instant before, int limit) {
        List<Key> expired = rows.values().stream()
                .filter(pending -> pending.expiresAt().isBefore(before))
                .sorted(Comparator.comparing(PendingAuthorization::expiresAt))
                .map(Key::of)
                .limit(limit)
                .toList();
        expired.forEach(key -> unit.unwrap(InMemoryTransaction.class).remove(rows, key));
        return expired.size();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit);
    }

    private record Key(TenantId tenant, String stateHash) {
        static Key of(PendingAuthorization pending) {
            return new Key(pending.connector().tenant(), pending.stateHash());
        }
    }
}
