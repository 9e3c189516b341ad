package dev.integrationsdk.scan;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;

/**
 * Compares both sides and repairs one of them. The memory that it takes grows by 16 MiB for a million records. Implemented by
 * the library; thread-safe.
 */
public interface Reconciliation {
    /**
     * Reads everything over there, compares it with the host's rows, and changes nothing. The live scans go on meanwhile; what
     * they change while it reads may be in the plan, and does no harm there.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may use,
     *     INVALID_CONFIGURATION if no {@link dev.integrationsdk.host.EntityFeed} gives the host's rows, or what has stopped
     *     the scan
     */
    @Requires(Permission.USE)
    ReconcilePlan compare(Actor actor, EntityScope scope);

    /**
     * Brings this side to what the remote holds now, for the findings of a plan and nothing else: their records are read anew
     * and applied, and what is still missing there is deleted here. It is a run of the scan kind RECONCILE.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may
     *     configure, or where no run could begin
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.SIDE_REPAIRED)
    JobRun repairHere(Actor actor, ReconcilePlan plan);
}
