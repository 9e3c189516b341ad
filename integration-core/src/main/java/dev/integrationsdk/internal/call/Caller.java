package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.error.IntegrationException;

/** Who waits for a call, and keeps its entry of the integration log. Thread-safe. */
public interface Caller {
    /** Whether the current thread may open transactions; what needs one throws {@link StoreNeeded} if it may not. */
    boolean mayUseStore();

    /** Ends its waits. */
    Cancellation cancellation();

    /**
     * Makes sure, before each attempt, that the work is still wanted.
     *
     * @throws IntegrationException if it is not
     */
    void beforeAttempt();

    /** The attempt failed and another one follows. */
    void retrying(IntegrationException failure, int attempt);

    /** Takes what became of the call, to write it. */
    void ended(EndedCall call);
}
