package dev.integrationsdk.push;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.PushMark;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Rows of the host that are to be written to the remote. They are written by runs of the kind {@link
 * dev.integrationsdk.spi.identity.ScanKind#PUSH}, which load them as they are then: however often a row changes before, it is
 * written once. Thread-safe.
 */
public interface Pushes {
    /**
     * Says that rows were created, changed or deleted, in the transaction that does so: if it rolls back, nothing was said.
     * Sends nothing.
     *
     * @param unit of the library's database
     */
    @Requires(Permission.NONE)
    void changed(UnitOfWork unit, EntityScope scope, Collection<UUID> rows);

    /**
     * The same for every connector of the tenant to a system.
     *
     * @param unit of the library's database
     * @return to how many connectors
     */
    @Requires(Permission.NONE)
    int changed(UnitOfWork unit, TenantId tenant, SystemCode system, EntityType entityType, Collection<UUID> rows);

    /** @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may see */
    @Requires(Permission.READ)
    PushBacklog backlog(Actor actor, EntityScope scope);

    /**
     * Rows that were refused, each with its cause, the one that was marked first before the others. A row that changes again
     * is tried again by itself.
     *
     * @param limit 1 to 1,000
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may see
     */
    @Requires(Permission.READ)
    List<PushMark> held(Actor actor, EntityScope scope, int limit);

    /**
     * Lets rows be written by the next run, whether they are held, waiting or unmarked.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may use
     */
    @Requires(Permission.USE)
    @Audited(AuditAction.ROWS_MARKED)
    void retry(Actor actor, EntityScope scope, Collection<UUID> rows);
}
