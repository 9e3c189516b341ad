package dev.integrationsdk.spi.call;

/**
 * What every single request to a remote passes. The engine implements it; whoever sends calls it: the engine's own HTTP
 * transport does so by itself, an adapter with a protocol of its own before each operation. Thread-safe.
 */
public interface RequestGate {
    /** Lets everything through: for code that runs outside the engine. */
    RequestGate OPEN = new RequestGate() {
        @Override
        public void before(String method, String endpoint) {}

        @Override
        public void signal(RateSignal signal) {}
    };

    /**
     * Blocks for at most 1 s until the request may be sent, and notes it for the integration log.
     *
     * @param method in the remote's words, such as {@code GET} or {@code SEARCH}
     * @param endpoint where to; parts that look like ids are masked before they are kept
     * @throws dev.integrationsdk.spi.error.IntegrationException SWITCHED_OFF if the connector was turned off meanwhile,
     *     TIMED_OUT if the deadline has passed, RATE_LIMITED with the instant at which to come again, CANCELLED if the
     *     work was asked to stop
     */
    void before(String method, String endpoint);

    /** Takes what the remote said about its limits; whoever shares the account keeps to it from now on. */
    void signal(RateSignal signal);
}
