package dev.integrationsdk.run;

import dev.integrationsdk.spi.identity.StreamId;

/** Runs streams. Implemented by the library; thread-safe. */
public interface Runner extends AutoCloseable {
    /**
     * Reads a stream to its end on the calling thread and returns what became of it. A run that stops early returns too,
     * with its reason; the next one goes on where it stood.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException where no run could begin: INVALID_CONFIGURATION for an
     *     unknown connector, entity type or a missing handler, UNSUPPORTED for a scan the adapter cannot do,
     *     ALREADY_RUNNING while another worker has the stream, STORE_UNAVAILABLE if the database cannot be reached
     */
    JobRun run(RunRequest request);

    /** Asks a run of this process to stop after the page in hand; false if none is running. */
    boolean cancel(StreamId stream);

    /** Stops every run after the page in hand, then closes all connectors. */
    @Override
    void close();
}
