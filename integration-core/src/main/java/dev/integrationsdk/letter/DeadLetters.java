package dev.integrationsdk.letter;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.LetterQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Records that could not be applied, and those that wait for others. Implemented by the library; thread-safe.
 *
 * <p>Whatever is tried again goes through the page cycle as any record does, in a run of its own of the kind {@link
 * dev.integrationsdk.spi.identity.ScanKind#RECORD}: read anew where the adapter reads single records, else as it is kept. A
 * record that is applied, by whichever run, has no letter any more, so trying again twice does nothing the second time.
 *
 * <p>Every method throws UNKNOWN_CONNECTOR if there is no connector that the actor may do this with; those that begin a run
 * throw what {@link dev.integrationsdk.run.Records#pull} throws.
 */
public interface DeadLetters {
    /** Most letters of one run. */
    int MOST = 10_000;

    /** Open letters, by descending id: a page stays the same, whatever fails or is mended meanwhile. */
    @Requires(Permission.READ)
    List<DeadLetter> list(Actor actor, EntityScope scope, LetterQuery query);

    /** Empty if it is not open, since its record was applied or it was discarded. */
    @Requires(Permission.READ)
    Optional<DeadLetter> find(Actor actor, EntityScope scope, UUID letter);

    /**
     * What came from the remote, in its shape, to be looked at and edited. Whoever reads it leaves an audit entry.
     *
     * @return empty if nothing of it is kept, or the record was to be deleted
     * @throws dev.integrationsdk.spi.error.IntegrationException also CREDENTIALS_UNREADABLE if it cannot be decrypted
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.LETTER_OPENED)
    Optional<Attributes> attributes(Actor actor, EntityScope scope, UUID letter);

    /**
     * Tries these again.
     *
     * @param letters 1 to 1,000; those that are not open any more are left out
     * @return empty if none is open any more
     * @throws dev.integrationsdk.spi.error.IntegrationException also UNSUPPORTED if the adapter cannot read single records and
     *     nothing of them is kept, or no letter names its record
     */
    @Requires(Permission.USE)
    @Audited(AuditAction.LETTERS_RETRIED)
    Optional<JobRun> retry(Actor actor, EntityScope scope, Collection<UUID> letters);

    /**
     * Tries again all that failed of one cause, {@value #MOST} at most.
     *
     * @return empty if there are none
     * @throws dev.integrationsdk.spi.error.IntegrationException also UNSUPPORTED as {@link #retry}
     */
    @Requires(Permission.USE)
    @Audited(AuditAction.LETTERS_RETRIED)
    Optional<JobRun> retryAll(Actor actor, EntityScope scope, ErrorCode cause);

    /**
     * Tries a record again with other attributes than the remote sent. The remote keeps what it has: unless it is corrected
     * there too, the next scan brings the old state again.
     *
     * @param edited in the remote's shape, all of them
     * @return empty if it is not open any more
     * @throws dev.integrationsdk.spi.error.IntegrationException also UNSUPPORTED if the letter does not name its record
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.LETTER_EDITED)
    Optional<JobRun> retryEdited(Actor actor, EntityScope scope, UUID letter, Attributes edited);

    /**
     * Gives records up as they are now, together with what is kept of them. A record comes again only once any of the
     * attributes that are read of it has changed over there; one that could not even be read may come again with every scan.
     *
     * @param letters 1 to 1,000
     * @param reason for the audit, 1 to 500 characters, no personal data
     * @return how many there were
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.LETTERS_DISCARDED)
    int discard(Actor actor, EntityScope scope, Collection<UUID> letters, String reason);

    /**
     * Tries again what needs nobody: records whose wait is over, those that have waited too long for one last time, and letters
     * whose time has come. Every run of the scope that succeeds does the same after it; a scheduler may call it in between.
     *
     * @return empty if there is nothing to do
     */
    @Requires(Permission.USE)
    Optional<JobRun> retryDue(Actor actor, EntityScope scope);

    /**
     * Records that wait for others, by external id.
     *
     * @param after those behind this one alone: the last one of the page before
     * @param limit 1 to 1,000
     */
    @Requires(Permission.READ)
    List<DeferredRecord> waiting(Actor actor, EntityScope scope, Optional<ExternalId> after, int limit);
}
