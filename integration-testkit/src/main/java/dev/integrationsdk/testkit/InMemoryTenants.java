package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.TenantRepository;
import java.util.List;

/** The rows that a tenant has in all other maps. */
final class InMemoryTenants implements TenantRepository {
    private final List<TenantRows> all;

    /** @param all in the order in which they are emptied */
    InMemoryTenants(List<TenantRows> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public int remove(UnitOfWork unit, TenantId tenant, int limit) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        int removed = 0;
        for (TenantRows rows : all) {
            removed += rows.removeAll(transaction, tenant, limit - removed);
        }
        return removed;
    }
}
