package dev.integrationsdk.internal.connector;

import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.access.AccessRequest;
import dev.integrationsdk.access.Permission;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.Optional;

/** Asks the policy before anything is done or shown. What is refused looks as if it were not there. Thread-safe. */
public final class Gatekeeper {
    private final AccessPolicy policy;

    public Gatekeeper(AccessPolicy policy) {
        this.policy = policy;
    }

    /** @throws IntegrationException UNKNOWN_CONNECTOR, as if the tenant had none */
    public void require(Actor actor, Permission permission, StoredConnector connector) {
        if (!allows(actor, permission, connector)) {
            throw unknown(connector.key());
        }
    }

    public boolean allows(Actor actor, Permission permission, StoredConnector connector) {
        return allows(new AccessRequest(
                actor,
                permission,
                connector.key().tenant(),
                Optional.of(connector.key().id()),
                Optional.of(connector.createdBy()),
                connector.current().config().shares()));
    }

    /** Also one that nobody has created, since the deployment declares it. */
    public boolean allows(Actor actor, Permission permission, KnownConnector connector) {
        return connector
                .stored()
                .map(stored -> allows(actor, permission, stored))
                .orElseGet(() -> allows(new AccessRequest(
                        actor,
                        permission,
                        connector.key().tenant(),
                        Optional.of(connector.key().id()),
                        Optional.empty(),
                        connector.effective().config().shares())));
    }

    /** @throws IntegrationException UNKNOWN_CONNECTOR, saying nothing of what the tenant has */
    public void requireTenant(Actor actor, Permission permission, TenantId tenant) {
        if (!allows(AccessRequest.ofTenant(actor, permission, tenant))) {
            throw new IntegrationException(
                    ErrorCode.UNKNOWN_CONNECTOR,
                    "there is no tenant " + tenant + " whose connectors you may work with");
        }
    }

    private boolean allows(AccessRequest request) {
        return request.actor().equals(Actor.SYSTEM) || policy.allows(request);
    }

    /** Whoever makes it work. One that is not known yet is being made, and who does that was asked before. */
    public void require(Actor actor, Optional<KnownConnector> connector) {
        connector.ifPresent(known -> {
            if (!allows(actor, Permission.USE, known)) {
                throw unknown(known.key());
            }
        });
    }

    /** What both says that there is none and that it is not for you. */
    public static IntegrationException unknown(ConnectorKey key) {
        return new IntegrationException(
                ErrorCode.UNKNOWN_CONNECTOR, "tenant " + key.tenant() + " has no connector '" + key.id() + "'");
    }
}
