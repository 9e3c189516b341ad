package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.StreamId;
import java.time.Duration;

/** Keeps one lease for each stream; its times are the database's own. Authors of a store implement it. */
public interface LeaseRepository {
    /**
     * Takes the lease if nobody holds it or its time has run out. An owner who holds it already gets it again, under the
     * same epoch and for the whole time: whoever does not know whether the commit took effect may ask again.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException ALREADY_RUNNING if another holds it, with the instant at
     *     which its time runs out
     */
    Lease acquire(UnitOfWork unit, StreamId stream, String owner, Duration time);

    /**
     * The fence: extends the lease in one conditional update and keeps its row locked until the transaction ends. It also
     * locks the scope, so that transactions of streams that share mappings run one after the other.
     *
     * @return false if another has taken it: the caller rolls back
     */
    boolean renew(UnitOfWork unit, Lease lease, Duration time);

    /** Gives it back; nothing happens if another has taken it. */
    void release(UnitOfWork unit, Lease lease);
}
