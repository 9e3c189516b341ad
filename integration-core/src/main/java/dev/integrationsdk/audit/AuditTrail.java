package dev.integrationsdk.audit;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Who did what. Implemented by the library; thread-safe. */
public interface AuditTrail {
    /**
     * The latest first.
     *
     * @param before only numbers below this one; {@link Long#MAX_VALUE} for the latest
     * @param limit 1 to 1,000
     */
    @Requires(Permission.AUDIT)
    List<AuditEntry> list(Actor actor, TenantId tenant, long before, int limit);

    /**
     * Reads the whole chain and recomputes every hash. That the last entries were cut off shows only against a {@link
     * AuditEntry#number} and hash that the host has kept elsewhere: give it as the anchor.
     *
     * @param anchor an entry that was read earlier
     * @return what is wrong, naming the entry; empty if nothing is
     */
    @Requires(Permission.AUDIT)
    Optional<String> verify(Actor actor, TenantId tenant, Optional<AuditEntry> anchor);
}
