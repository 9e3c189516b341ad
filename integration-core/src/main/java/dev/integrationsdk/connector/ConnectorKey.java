package dev.integrationsdk.connector;

import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.Objects;

/**
 * Names one connector among those of all tenants. Immutable.
 *
 * @param tenant who owns it
 * @param id unique within the tenant
 */
public record ConnectorKey(TenantId tenant, ConnectorId id) {
    public ConnectorKey {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return tenant + "/" + id;
    }
}
