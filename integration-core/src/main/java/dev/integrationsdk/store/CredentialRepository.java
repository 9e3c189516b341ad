package dev.integrationsdk.store;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps encrypted credentials, and who renews one. It never sees a secret. Authors of a store implement it.
 *
 * <p>A claim to renew is kept with the row, and lasts until it is released, its time has run out by the database's own
 * clock, or the row is deleted; writing the row leaves it alone.
 */
public interface CredentialRepository {
    /** Empty if it is not there, or another tenant's. */
    Optional<StoredCredential> find(UnitOfWork unit, ConnectorKey key, String field);

    /** All fields of one connector, in the order of their names, byte by byte. */
    List<StoredCredential> list(UnitOfWork unit, ConnectorKey key);

    /**
     * Writes a row if {@code next.version() - 1} stands, or inserts it if its version is 1 and there is none.
     *
     * @return false if another version stands: nothing was written, and the transaction can go on
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_CONFLICT if the database chose this transaction to
     *     give way to one that wrote the same row
     */
    boolean put(UnitOfWork unit, StoredCredential next);

    /** Removes all fields of one connector; returns how many there were. */
    int delete(UnitOfWork unit, ConnectorKey key);

    /**
     * Takes the right to renew a credential, so that one of many processes does it.
     *
     * @param version which must stand
     * @param owner who asks: 1 to 64 characters, different for every attempt; whoever has it already gets it again for
     *     the whole time
     * @param time how long it lasts
     * @return false if another has it, or another version stands
     */
    boolean claimRefresh(UnitOfWork unit, ConnectorKey key, String field, long version, String owner, Duration time);

    /** Gives the right back; nothing happens if another has it. */
    void releaseRefresh(UnitOfWork unit, ConnectorKey key, String field, String owner);
}
