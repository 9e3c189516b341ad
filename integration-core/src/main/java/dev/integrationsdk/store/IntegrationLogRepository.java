package dev.integrationsdk.store;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;

/** Keeps the integration log. An entry is never changed. Authors of a store implement it. */
public interface IntegrationLogRepository {
    /** Adds entries; those that are there already are passed over, so that a page may be appended again. */
    void append(UnitOfWork unit, List<IntegrationLogEntry> entries);

    /** The latest first. */
    List<IntegrationLogEntry> list(UnitOfWork unit, ConnectorKey connector, LogWindow window);

    /** Of all the tenant's connectors, the latest first. */
    List<IntegrationLogEntry> trace(UnitOfWork unit, TenantId tenant, CorrelationId correlationId, LogWindow window);
}
