package dev.integrationsdk.store;

import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;

/** Keeps each tenant's audit as one chain. An entry is never changed. Authors of a store implement it. */
public interface AuditRepository {
    /**
     * Adds the entry that follows the tenant's last one, which stays locked until the transaction ends: one after the
     * other, without gaps.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_CONFLICT if the database chose this transaction to
     *     give way to another one
     */
    AuditEntry append(UnitOfWork unit, AuditEntry.Act act);

    /**
     * The latest first.
     *
     * @param before only numbers below this one; {@link Long#MAX_VALUE} for the latest
     */
    List<AuditEntry> list(UnitOfWork unit, TenantId tenant, long before, int limit);
}
