package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.AuthorizationRepository;
import dev.integrationsdk.store.PendingAuthorization;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pending authorizations in a map, by the hash of their state. */
final class InMemoryAuthorizations implements AuthorizationRepository {
    private final Map<String, PendingAuthorization> rows = new HashMap<>();

    @Override
    public void put(UnitOfWork unit, PendingAuthorization pending) {
        unit.unwrap(InMemoryTransaction.class).put(rows, pending.stateHash(), pending);
    }

    @Override
    public Optional<PendingAuthorization> take(UnitOfWork unit, TenantId tenant, String stateHash) {
        Optional<PendingAuthorization> found = Optional.ofNullable(rows.get(stateHash))
                .filter(pending -> pending.connector().tenant().equals(tenant));
        found.ifPresent(pending -> unit.unwrap(InMemoryTransaction.class).remove(rows, stateHash));
        return found;
    }

    int purge(UnitOfWork unit, Instant before, int limit) {
        List<String> expired = rows.values().stream()
                .filter(pending -> pending.expiresAt().isBefore(before))
                .map(PendingAuthorization::stateHash)
                .limit(limit)
                .toList();
        expired.forEach(hash -> unit.unwrap(InMemoryTransaction.class).remove(rows, hash));
        return expired.size();
    }
}
