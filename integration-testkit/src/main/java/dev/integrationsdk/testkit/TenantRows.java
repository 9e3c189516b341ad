package dev.integrationsdk.testkit;

import dev.integrationsdk.spi.identity.TenantId;

/** What holds rows of tenants. */
interface TenantRows {
    /**
     * Removes rows of the tenant.
     *
     * @param limit how many at most
     * @return how many
     */
    int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit);
}
