package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps which of the host's rows are to be written to the remote: one mark for each row. Authors of a store implement it. */
public interface PushRepository {
    /**
     * Marks rows, in the transaction that changes them. One that is marked already gets the next number and is due at this
     * instant; it stays on its way if it is, and is sent again afterwards. One that was held waits again.
     *
     * @param rows one that is named twice is marked once
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_CONFLICT if this transaction has to give way to one that
     *     marks or settles the same row
     */
    void mark(UnitOfWork unit, EntityScope scope, Collection<UUID> rows, Instant at, CorrelationId correlationId);

    /** Those that wait and are due, the one that was marked first before the others. */
    List<PushMark> due(UnitOfWork unit, EntityScope scope, Instant now, int limit);

    /** Those on their way that are due, the one that was marked first before the others. */
    List<PushMark> onTheirWay(UnitOfWork unit, EntityScope scope, Instant now, int limit);

    /** Those that are held, the one that was marked first before the others. */
    List<PushMark> held(UnitOfWork unit, EntityScope scope, int limit);

    /** Those of the rows that are marked. */
    Map<UUID, PushMark> find(UnitOfWork unit, EntityScope scope, Collection<UUID> rows);

    /**
     * Writes state, due instant, attempts, shipment and cause. The number stays as it is in the store; one that was marked again
     * since waits rather than being held. A mark that is not there any more is passed over.
     */
    void update(UnitOfWork unit, EntityScope scope, List<PushMark> marks);

    /**
     * Removes marks that have still the given number; one with a later number waits, with neither shipment, attempts nor
     * cause. One with an earlier number, which is of a row that was settled and marked anew, stays as it is.
     */
    void settle(UnitOfWork unit, EntityScope scope, Map<UUID, Long> numbers);

    /** How many there are in a state. */
    long count(UnitOfWork unit, EntityScope scope, PushState state);
}
