package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.StreamId;
import java.util.Optional;

/** Keeps one checkpoint for each stream. Authors of a store implement it. */
public interface CheckpointRepository {
    Optional<StoredCheckpoint> find(UnitOfWork unit, StreamId stream);

    /**
     * Writes the next checkpoint, if {@code next.revision() - 1} is the one that stands, or if it is 1 and none stands,
     * and if no later epoch has written.
     *
     * @param lease whose epoch is written with it
     * @return false if another one stands: the caller rolls back
     */
    boolean advance(UnitOfWork unit, Lease lease, StoredCheckpoint next);

    /**
     * Removes the checkpoint, if it stands at this revision, and no later epoch has written it.
     *
     * @return false if it does not: the caller rolls back
     */
    boolean remove(UnitOfWork unit, Lease lease, long revision);
}
