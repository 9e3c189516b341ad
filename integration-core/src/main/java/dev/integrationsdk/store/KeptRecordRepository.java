package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps encrypted records that wait as dead letters or for other records, one for each record. It never sees a value.
 * Authors of a store implement it.
 */
public interface KeptRecordRepository {
    /** Adds them; one that is there already is replaced. */
    void put(UnitOfWork unit, List<KeptRecord> records);

    /** Those of the ids that are there. */
    Map<ExternalId, KeptRecord> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids);

    /** Removes them; returns how many there were. */
    int remove(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids);

    /**
     * Puts one in the place of another of the same record.
     *
     * @return false if the former one is not there any more: nothing was written
     */
    boolean replace(UnitOfWork unit, KeptRecord former, KeptRecord next);
}
