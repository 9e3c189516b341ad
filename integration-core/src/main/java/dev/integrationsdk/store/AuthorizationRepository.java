package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.Optional;

/** Keeps who was sent to a remote to agree. Authors of a store implement it. */
public interface AuthorizationRepository {
    /** Adds one; its state is random, so that it is there never before. */
    void put(UnitOfWork unit, PendingAuthorization pending);

    /**
     * Removes one and returns it, expired or not: of several callers exactly one gets it.
     *
     * @return empty if it is not there, was taken before, or is another tenant's
     */
    Optional<PendingAuthorization> take(UnitOfWork unit, TenantId tenant, String stateHash);
}
