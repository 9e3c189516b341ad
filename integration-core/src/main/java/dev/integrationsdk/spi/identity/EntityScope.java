package dev.integrationsdk.spi.identity;

import java.util.Objects;

/**
 * Within which an external id is unique: one tenant's connector and one entity type. Immutable.
 *
 * @param tenant the tenant that owns everything in it
 * @param connector unique within the tenant
 * @param entityType in the adapter's words
 */
public record EntityScope(TenantId tenant, ConnectorId connector, EntityType entityType) {
    public EntityScope {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(entityType, "entityType");
    }

    @Override
    public String toString() {
        return tenant + "/" + connector + "/" + entityType;
    }
}
