package dev.integrationsdk.tenant;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.function.LongConsumer;

/** What concerns tenants as a whole. Implemented by the library; thread-safe. */
public interface Tenants {
    /**
     * Removes a tenant: stops what runs, turns its connectors off, cleans up at their remotes as well as it can be, erases its
     * credentials and removes every row of it, its audit included. Rows go in batches, each in a transaction of its own; if it
     * ends early, it may be called again. That it was done stands in the audit of {@link TenantId#PLATFORM}.
     *
     * <p>The host's own rows, and what it declares in code or in the deployment, are the host's to remove.
     *
     * @param progress gets after every batch how many rows have been removed so far
     * @return how many in all
     * @throws IllegalArgumentException for {@link TenantId#PLATFORM}
     */
    @Requires(Permission.OPERATE)
    @Audited(AuditAction.TENANT_REMOVED)
    long remove(Actor actor, TenantId tenant, LongConsumer progress);

    /**
     * To be called once after the database was set back to an earlier state, before anything runs: no worker that is left from
     * before can write any more, whatever lease it holds.
     *
     * <p>What was read since is read again, since the checkpoints went back too; that changes nothing for the second time.
     * Tokens that were rotated since are dead: every enabled connector is checked once, and those whose account must be
     * connected anew are listed. That takes a call for each of them; if it ends early, it may be called again.
     */
    @Requires(Permission.OPERATE)
    @Audited(AuditAction.RESTORED)
    RestoreReport restored(Actor actor);
}
