package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keeps dead letters, one for each record that is failing. Authors of a store implement it. */
public interface DeadLetterRepository {
    /** Adds them; one that is there already gets the new cause and one attempt more, and is open again. */
    void put(UnitOfWork unit, List<DeadLetter> letters);

    /** Removes those of records that have been applied since, and marks of discarded ones; returns how many there were. */
    int resolve(UnitOfWork unit, EntityScope scope, Collection<ExternalId> applied);

    /** Those that are open. */
    long count(UnitOfWork unit, EntityScope scope);

    /** Those that are open, the latest failure first. */
    List<DeadLetter> list(UnitOfWork unit, EntityScope scope, int limit);

    /** Those that are open and wanted, by descending id: one that fails again meanwhile keeps its place. */
    List<DeadLetter> page(UnitOfWork unit, EntityScope scope, LetterQuery query);

    /** Whether there is neither an open letter nor the mark of a discarded one. */
    boolean isEmpty(UnitOfWork unit, EntityScope scope);

    /**
     * Takes open letters away for good. Of a record whose id is known a mark stays behind, until the record is applied or
     * fails again.
     *
     * @return how many there were
     */
    int discard(UnitOfWork unit, EntityScope scope, Collection<UUID> ids);

    /** What stands of these records: open letters, and marks of discarded ones. */
    Map<ExternalId, LetterMark> marks(UnitOfWork unit, EntityScope scope, Collection<ExternalId> records);
}
