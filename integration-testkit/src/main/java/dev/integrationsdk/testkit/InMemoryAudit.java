package dev.integrationsdk.testkit;

import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.AuditRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Each tenant's audit in a map. */
final class InMemoryAudit implements AuditRepository, TenantRows {
    private final Map<Key, AuditEntry> rows = new HashMap<>();
    private final Map<TenantId, AuditEntry> last = new HashMap<>();

    @Override
    public AuditEntry append(UnitOfWork unit, AuditEntry.Act act) {
        AuditEntry before = last.get(act.tenant());
        AuditEntry entry =
                before == null ? AuditEntry.first(act) : AuditEntry.after(before.number(), before.hash(), act);
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        transaction.put(rows, new Key(act.tenant(), entry.number()), entry);
        transaction.put(last, act.tenant(), entry);
        return entry;
    }

    @Override
    public List<AuditEntry> list(UnitOfWork unit, TenantId tenant, long before, int limit) {
        AuditEntry latest = last.get(tenant);
        if (latest == null) {
            return List.of();
        }
        return LongStream.iterate(Math.min(before - 1, latest.number()), number -> number > 0, number -> number - 1)
                .mapToObj(number -> Optional.ofNullable(rows.get(new Key(tenant, number))))
                .flatMap(Optional::stream)
                .limit(limit)
                .toList();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        int removed = transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit);
        return removed + transaction.removeSome(last, tenant::equals, limit - removed);
    }

    private record Key(TenantId tenant, long number) {}
}
