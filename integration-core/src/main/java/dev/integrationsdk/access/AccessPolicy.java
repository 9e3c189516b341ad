package dev.integrationsdk.access;

import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.function.BiPredicate;

/**
 * Decides who may do what. The host may implement its own; thread-safe and quick, since it is asked before every call.
 *
 * <p>The library asks it for every actor but {@link Actor#SYSTEM}, which is the host's own code and may do everything.
 * What is refused looks to the caller as if it were not there.
 */
@FunctionalInterface
public interface AccessPolicy {
    boolean allows(AccessRequest request);

    /**
     * Owners may do everything with what they created, others what it is shared with them for, administrators everything
     * in their tenant, and nobody else anything. Only administrators create connectors and look at the audit. Only those of
     * {@link TenantId#PLATFORM} operate; otherwise they administer what belongs to the platform, and no customer's.
     *
     * @param isAdministrator of this tenant
     */
    static AccessPolicy ofOwnership(BiPredicate<TenantId, Actor> isAdministrator) {
        return request -> {
            if (request.permission() == Permission.OPERATE) {
                return isAdministrator.test(TenantId.PLATFORM, request.actor());
            }
            if (isAdministrator.test(request.tenant(), request.actor())) {
                return true;
            }
            if (request.permission() == Permission.AUDIT) {
                return false;
            }
            Share share = request.shares().get(request.actor());
            return request.owner().map(request.actor()::equals).orElse(false)
                    || (share != null && share.allows(request.permission()));
        };
    }
}
