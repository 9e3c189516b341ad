package dev.integrationsdk.store;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps connectors and every version of them. Authors of a store implement it.
 *
 * <p>Versions are append-only and stay when a connector is deleted: they say who did what, they hold no secret, and as
 * long as they are there the id is not given to another connector, on which the mappings and checkpoints of the former
 * one would hang.
 */
public interface ConnectorRepository {
    /**
     * Appends a version and makes it the current one, if {@code next.revision() - 1} is current, or if it is 1 and the
     * id has never been used in this tenant. A deleted one leaves none current.
     *
     * @return false if another revision is current, or the connector is of another system: nothing was written, and the
     *     transaction can go on
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_CONFLICT if the database chose this transaction to
     *     give way to one that wrote the same connector
     */
    boolean append(UnitOfWork unit, ConnectorVersion next);

    /** Empty if it was never there, is deleted or is another tenant's. */
    Optional<StoredConnector> find(UnitOfWork unit, ConnectorKey key);

    /** In the order of their ids, byte by byte; without those that are deleted. */
    List<StoredConnector> list(UnitOfWork unit, TenantId tenant, ConnectorListing wanted);

    /**
     * Writes how a connector stands with its remote, if {@code next.revision() - 1} is what is stored.
     *
     * @return false if another revision is, or if the connector is not there: nothing was written
     */
    boolean connection(UnitOfWork unit, ConnectorKey key, Connection next);

    /** One version, also of a connector that is deleted. */
    Optional<ConnectorVersion> version(UnitOfWork unit, ConnectorKey key, long revision);

    /**
     * The latest first, also of a connector that is deleted.
     *
     * @param before only revisions below this one; {@link Long#MAX_VALUE} for the latest
     */
    List<ConnectorVersion> versions(UnitOfWork unit, ConnectorKey key, long before, int limit);
}
