package dev.integrationsdk.spi.pull;

import dev.integrationsdk.spi.call.Capability;

/**
 * Reads records from a system. Adapters implement it.
 *
 * <p>The engine calls it outside any transaction, one call at a time for each stream, from any thread, and may ask for
 * the same position again after a failure or a restart.
 */
public interface PullSource extends Capability {
    /**
     * The page after {@code request.from()}: a pure function of the request, without memory between calls, so that
     * another instance in another process can go on anywhere. May block until the request's deadline.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException with the code that decides what the engine does next; in
     *     particular CURSOR_EXPIRED if the remote no longer takes the cursor of {@code request.from()}
     */
    PullPage pull(PullRequest request);
}
