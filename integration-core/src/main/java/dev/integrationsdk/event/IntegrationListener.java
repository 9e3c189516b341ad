package dev.integrationsdk.event;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.IntegrationLogEntry;

/**
 * Observes runs. It cannot change their outcome: what it throws is logged and nothing more. Called on the thread of the
 * run, after the commit that it tells of; one run's calls come in order, but for {@link #retrying}, which may also come
 * from the thread that fetches ahead. Thread-safe, since several streams run at once.
 */
public interface IntegrationListener {
    default void runStarted(JobRun run) {}

    /** A page or a group of pages was committed: the counts are those of the run so far. */
    default void progressed(JobRun run) {}

    /** A record was given up, for now. */
    default void deadLettered(DeadLetter letter) {}

    /**
     * A call or a transaction failed and is tried again.
     *
     * @param attempt the one that failed, from 1
     */
    default void retrying(StreamId stream, IntegrationException failure, int attempt) {}

    /** Something happened to a connector, and its transaction is committed. */
    default void happened(IntegrationEvent event) {}

    /**
     * A call to the outside has ended; it stands in the integration log with the next commit. Called on its thread.
     *
     * @param system to which it went, or would have gone
     */
    default void called(SystemCode system, IntegrationLogEntry call) {}

    /** The run has ended; its status says how. */
    default void runEnded(JobRun run) {}
}
