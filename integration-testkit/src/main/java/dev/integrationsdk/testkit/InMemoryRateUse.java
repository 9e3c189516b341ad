package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.RateUse;
import dev.integrationsdk.store.RateUseRepository;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The use of rate limits in a map. */
final class InMemoryRateUse implements RateUseRepository, TenantRows {
    private final Map<RateUse.Key, RateUse> rows = new HashMap<>();

    @Override
    public long take(UnitOfWork unit, RateUse.Key key, Instant windowStart, long wanted, long most) {
        RateUse standing = rows.get(key);
        RateUse counted = standing == null || standing.windowStart().isBefore(windowStart)
                ? new RateUse(key, windowStart, 0)
                : standing;
        long got = Math.max(0, Math.min(wanted, most - counted.used()));
        RateUse next = new RateUse(key, counted.windowStart(), counted.used() + got);
        unit.unwrap(InMemoryTransaction.class).put(rows, key, next);
        return got;
    }

    @Override
    public List<RateUse> list(UnitOfWork unit, TenantId tenant) {
        return rows.values().stream()
                .filter(use -> use.key().tenant().equals(tenant))
                .sorted(Comparator.<RateUse, String>comparing(use -> use.key().account())
                        .thenComparing(use -> use.key().per()))
                .toList();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit);
    }
}
