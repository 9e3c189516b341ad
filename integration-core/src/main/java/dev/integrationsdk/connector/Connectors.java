package dev.integrationsdk.connector;

import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** The connectors of this process. Implemented by the library; thread-safe. */
public interface Connectors {
    /** Which adapters there are. */
    AdapterCatalogue catalogue();

    /**
     * Adds a connector, or replaces the one of the same tenant and id: runs that have begun go on with the former, which
     * stays open until the library is closed. Nothing is sent to the remote.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION naming the unknown system, or every
     *     setting that is missing, unknown or of the wrong form
     */
    void add(ConnectorConfig config);

    Optional<ConnectorConfig> find(TenantId tenant, ConnectorId id);

    /** In the order of their ids. */
    List<ConnectorConfig> list(TenantId tenant);
}
