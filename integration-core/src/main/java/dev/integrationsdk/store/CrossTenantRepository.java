package dev.integrationsdk.store;

import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.host.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the library itself does across tenants, and nothing else does: the only methods of a store that take no tenant.
 * Hosts do not call it. Authors of a store implement it.
 *
 * <p>Each works on a bounded batch, in the caller's transaction, finds its rows along an index, and can be repeated.
 */
public interface CrossTenantRepository {
    /**
     * Removes rows of a table that are older than the instant, as {@link PurgedTable} says of each. A dead letter outlives its
     * run.
     *
     * @param limit how many at most
     * @return how many; 0 if there are no more
     */
    int purge(UnitOfWork unit, PurgedTable table, Instant before, int limit);

    /**
     * Takes every lease away and raises every epoch by this much, so that no worker that is still there from before a
     * restore can write: the epochs that it knows are never given again.
     *
     * @param leap 1 or more
     * @return how many streams
     */
    int fenceAll(UnitOfWork unit, long leap);

    /**
     * Enabled connectors whose last health check ended before the instant, or that had none: the one that has waited
     * longest first.
     *
     * @param limit how many at most
     */
    List<StoredConnector> connectorsToCheck(UnitOfWork unit, Instant before, int limit);

    /**
     * Credentials that another key than this one has encrypted, in the order of tenant, connector and field, byte by byte.
     *
     * @param after only those behind this one; empty for the first batch
     * @param limit how many at most
     */
    List<StoredCredential> credentialsNotUnder(
            UnitOfWork unit, String primaryKeyId, Optional<StoredCredential> after, int limit);

    /** The ids of all keys that some credential or kept record needs. */
    Set<String> credentialKeyIds(UnitOfWork unit);

    /**
     * Kept records that another key than this one has encrypted, in the order of that key, their scopes and ids.
     *
     * @param after only those behind this one; empty for the first batch
     * @param limit how many at most
     */
    List<KeptRecord> keptRecordsNotUnder(UnitOfWork unit, String primaryKeyId, Optional<KeptRecord> after, int limit);
}
