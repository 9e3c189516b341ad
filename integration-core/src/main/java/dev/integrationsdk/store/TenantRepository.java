package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;

/** What concerns all rows of one tenant. Authors of a store implement it. */
public interface TenantRepository {
    /**
     * Removes rows of the tenant from every table of the library, its audit included: leases and checkpoints first, so that
     * a worker that is still there writes nothing more.
     *
     * @param limit how many at most
     * @return how many; 0 if there are no more
     */
    int remove(UnitOfWork unit, TenantId tenant, int limit);
}
