package dev.integrationsdk.scan;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import java.util.List;

/**
 * Takes over what a host has known before it used the library, so that its first sync creates nothing twice. Implemented by
 * the library; thread-safe.
 */
public interface Adoption {
    /** Most pairs of one call. */
    int MOST = 1_000;

    /**
     * Imports known pairs in one transaction: all that contradict nothing, and the others are refused one by one. May be
     * called again with the same. The next scan that reads such a record updates its row.
     *
     * @param pairs at most {@value #MOST}; call again for more
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may
     *     configure, INVALID_CONFIGURATION if its system has no such entity type
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.PAIRS_IMPORTED)
    AdoptionReport importPairs(Actor actor, EntityScope scope, List<KnownPair> pairs);
}
