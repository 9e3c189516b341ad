package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Collection;
import java.util.List;

/** Keeps dead letters, one for each record that is failing. Authors of a store implement it. */
public interface DeadLetterRepository {
    /** Adds them; one that is there already gets the new cause and one attempt more. */
    void put(UnitOfWork unit, List<DeadLetter> letters);

    /** Removes those of records that have been applied since; returns how many. */
    int resolve(UnitOfWork unit, EntityScope scope, Collection<ExternalId> applied);

    long count(UnitOfWork unit, EntityScope scope);

    /** The latest failure first. */
    List<DeadLetter> list(UnitOfWork unit, EntityScope scope, int limit);
}
