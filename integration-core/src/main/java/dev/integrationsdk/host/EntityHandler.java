package dev.integrationsdk.host;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Applies decided changes to the host's own tables. The host implements it, one for each entity type. Thread-safe, since
 * several streams run at once.
 *
 * <p>It runs on the thread of the transaction, may run more than once for a change, and has no effects but through the
 * unit of work or {@link UnitOfWork#afterCommit}. Whatever it throws rolls the page back; the page is then applied
 * record by record, and the one that fails becomes a dead letter. An {@code IntegrationException} STORE_UNAVAILABLE or
 * STORE_CONFLICT says that the store is at fault and no record: the page is tried again as it is.
 *
 * <p>In the mode SEPARATE the unit of work is the host's own. A crash can come between its commit and the library's: the
 * same changes then come again, with the same internal ids and delivery ids, so the handler inserts or updates by internal
 * id, and takes the deletion of a row that is not there as done.
 */
@FunctionalInterface
public interface EntityHandler {
    /**
     * Applies a page's changes, in their order; each record occurs at most once.
     *
     * <p>Attributes that are absent are to be left as they are in the row. Where records go both ways, those are absent that
     * the host's side has won or a person is asked about: a handler that clears them undoes the host's own change.
     *
     * @param changes at least one
     * @param unit the transaction that also holds the mappings and the checkpoint; in SEPARATE that of the host's store
     */
    Answers apply(List<InboundChange> changes, UnitOfWork unit) throws Exception;

    /**
     * Finds the rows that the host already has for records that are new to the library, so that they are adopted rather
     * than created twice. One hit is adopted; with several a person is asked, and the record waits.
     *
     * <p>In SEPARATE a record may come here again after a crash, when the handler has written its row already. A hit on
     * that row's id, which is {@link InboundChange#internalId()}, wins over any other: look for it by this id first.
     *
     * @param unknown upserted records without a mapping; their internal ids are not decided yet, and in SHARED asking for
     *     one fails
     * @return internal ids by external id; what is missing or empty is created
     */
    default Map<ExternalId, ? extends Collection<UUID>> match(List<InboundChange> unknown, UnitOfWork unit)
            throws Exception {
        return Map.of();
    }

    /** A handler that is given one change at a time: easier to write, slower to run. */
    static EntityHandler each(RecordHandler handler) {
        return (changes, unit) -> {
            for (InboundChange change : changes) {
                handler.apply(change, unit);
            }
            return Answers.allApplied();
        };
    }

    /** Applies one change. */
    @FunctionalInterface
    interface RecordHandler {
        void apply(InboundChange change, UnitOfWork unit) throws Exception;
    }
}
