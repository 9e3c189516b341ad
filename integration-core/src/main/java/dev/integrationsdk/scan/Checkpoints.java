package dev.integrationsdk.scan;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.util.List;
import java.util.Optional;

/**
 * Positions of streams. A run only moves them forward; setting one back is an operation of its own, and never happens while
 * the stream runs. What is read again and is the same changes nothing. Implemented by the library; thread-safe.
 */
public interface Checkpoints {
    /** Longest reason. */
    int LONGEST_REASON = 200;

    /**
     * Where the streams of an entity type stand; one that has never committed a page is left out.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may see
     */
    @Requires(Permission.READ)
    List<StreamPosition> list(Actor actor, EntityScope scope);

    /**
     * Forgets a position: the next run begins as if the stream had never run, which for an incremental one is where the last
     * full scan began, if there was one.
     *
     * @param reason for the audit; not blank, at most {@value #LONGEST_REASON} characters
     * @return the position that was given up, to go back to it; it is in the audit too
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may operate,
     *     ALREADY_RUNNING while the stream runs
     */
    @Requires(Permission.OPERATE)
    @Audited(AuditAction.CHECKPOINT_RESET)
    Optional<SyncCheckpoint> reset(Actor actor, StreamId stream, String reason);

    /**
     * Lets the next run begin at another position: one that was given up before, that of another stream of the entity type,
     * or one that the operator knows. An adapter that can is asked whether it is one of its own.
     *
     * @param reason for the audit; not blank, at most {@value #LONGEST_REASON} characters
     * @return the position that was given up
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may operate,
     *     ALREADY_RUNNING while the stream runs, INVALID_CONFIGURATION if the adapter does not take the position
     */
    @Requires(Permission.OPERATE)
    @Audited(AuditAction.CHECKPOINT_SET)
    Optional<SyncCheckpoint> replay(Actor actor, StreamId stream, SyncCheckpoint from, String reason);
}
