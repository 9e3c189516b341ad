package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps which records wait for which, one row for each that waits. Whether a wait is over is nowhere written: it is over
 * once the awaited record has an active mapping, and so from that mapping's commit on. Authors of a store implement it.
 */
public interface DeferredRecordRepository {
    /** Adds them; one that is there already is replaced, but goes on waiting since when it did. */
    void put(UnitOfWork unit, List<DeferredRecord> records);

    /** Removes them; returns how many there were. */
    int remove(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids);

    /** Those of the ids that wait. */
    Map<ExternalId, DeferredRecord> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids);

    /** How many wait. */
    long count(UnitOfWork unit, EntityScope scope);

    /** By external id, beginning after the given one. */
    List<DeferredRecord> list(UnitOfWork unit, EntityScope scope, Optional<ExternalId> after, int limit);

    /** Those that are not overdue yet and have waited since before the instant. */
    List<DeferredRecord> overdue(UnitOfWork unit, EntityScope scope, Instant before, int limit);

    /** Those whose wait is over, overdue ones too. */
    List<ExternalId> ready(UnitOfWork unit, EntityScope scope, int limit);

    /** The scopes of records that wait for one of this scope and whose wait is over. */
    Set<EntityScope> wokenBy(UnitOfWork unit, EntityScope awaited);
}
