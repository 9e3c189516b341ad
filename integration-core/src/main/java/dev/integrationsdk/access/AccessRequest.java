package dev.integrationsdk.access;

import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who wants to do what to which connector, before anything of it is shown. Immutable.
 *
 * @param actor who asks
 * @param permission for what
 * @param tenant whose
 * @param connector empty if it is about the tenant as a whole, as the creation of a connector is
 * @param owner who created it; empty if nobody did, as where the deployment declares it
 * @param shares who else may read or use it
 */
public record AccessRequest(
        Actor actor,
        Permission permission,
        TenantId tenant,
        Optional<ConnectorId> connector,
        Optional<Actor> owner,
        Map<Actor, Share> shares) {
    public AccessRequest {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(permission, "permission");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(owner, "owner");
        shares = Map.copyOf(shares);
    }

    /** About a tenant as a whole. */
    public static AccessRequest ofTenant(Actor actor, Permission permission, TenantId tenant) {
        return new AccessRequest(actor, permission, tenant, Optional.empty(), Optional.empty(), Map.of());
    }
}
