package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/**
 * Keeps which records must not come back: of each only a fingerprint, never its external id. Authors of a store
 * implement it.
 */
public interface SuppressionRepository {
    /**
     * Adds those that are not there yet.
     *
     * @param at by the library's clock; one that is there already keeps its own
     * @return how many are new
     */
    int put(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints, Instant at);

    /** Which of these are there. */
    Set<Fingerprint> find(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints);

    /** Lets records come back; returns how many were there. */
    int remove(UnitOfWork unit, EntityScope scope, Collection<Fingerprint> fingerprints);

    long count(UnitOfWork unit, EntityScope scope);
}
