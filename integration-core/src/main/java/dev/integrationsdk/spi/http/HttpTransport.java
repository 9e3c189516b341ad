package dev.integrationsdk.spi.http;

import dev.integrationsdk.spi.call.CallContext;

/**
 * Sends requests for one connector. Thread-safe.
 *
 * <p>A transport follows no redirect, sends no body twice, bounds time and decompressed size, refuses addresses
 * that the connector may not reach, and adds the call's correlation id as {@code X-Correlation-ID}.
 */
public interface HttpTransport {
    /**
     * Blocks until the answer is read to its end. Every status comes back as a reply, redirects and errors too.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException NETWORK_FAILED if no whole answer came, TIMED_OUT if it
     *     came too late, INVALID_PAYLOAD if it was too large, INVALID_CONFIGURATION if the address is forbidden or a
     *     header cannot be sent, CANCELLED if the thread was interrupted
     */
    HttpReply send(HttpCall call, CallContext context);
}
