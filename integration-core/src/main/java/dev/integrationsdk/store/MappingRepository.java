package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps record mappings: at most one for each external id of a scope, and at most one
 * active one for each of the host's rows. Authors of a store implement it. */
public interface MappingRepository {
    /** Those of the ids that have a mapping, whatever its status. */
    Map<ExternalId, RecordMapping> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids);

    /** Those of the host's rows that belong to an active mapping. */
    Map<UUID, RecordMapping> findActive(UnitOfWork unit, EntityScope scope, Collection<UUID> internalIds);

    /**
     * Adds mappings.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_CONFLICT if another transaction has added one of
     *     them, or the row of an active one belongs to another active mapping; the caller rolls back and begins again
     */
    void insert(UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings);

    /**
     * Replaces everything but the external id; field hashes that are none leave those that are stored.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_CONFLICT if one of them is no longer there,
     *     or the row of an active one belongs to another active mapping
     */
    void update(UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings);

    /**
     * Gives mappings another external id; an old id that has no mapping is passed over.
     *
     * @param newIds by the old one
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_CONFLICT if a new id is taken
     */
    void rekey(UnitOfWork unit, EntityScope scope, Map<ExternalId, ExternalId> newIds);

    /** In the order of their external ids, beginning after the given one. */
    List<RecordMapping> list(UnitOfWork unit, EntityScope scope, Optional<ExternalId> after, int limit);

    /** How many there are with this status. */
    long count(UnitOfWork unit, EntityScope scope, MappingStatus status);
}
