package dev.integrationsdk.internal.call;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import java.time.Duration;
import java.util.function.Function;

/**
 * One call of one capability, however many attempts and requests it takes. Immutable.
 *
 * @param connector through which it goes
 * @param direction which way
 * @param operation in the library's words, such as {@code pull contact}; no ids
 * @param terms under which it is made
 * @param caller who waits for it
 * @param send what is done in each attempt
 */
public record Call<T>(
        CalledConnector connector,
        Direction direction,
        String operation,
        Terms terms,
        Caller caller,
        Function<CallContext, T> send) {
    /**
     * Under which a call is made. Immutable.
     *
     * @param correlationId of the work that it belongs to
     * @param actor on whose behalf
     * @param timeout of the wait for its turn, and of each attempt
     * @param repeatable whether doing it twice is the same as doing it once
     * @param vouchedFor whether a facade has asked already who may, and lets it go through a connector that is off: a check
     *     of what is not in use yet, the cleaning up after what is no more
     */
    public record Terms(
            CorrelationId correlationId, Actor actor, Duration timeout, boolean repeatable, boolean vouchedFor) {}

    ConnectorKey key() {
        return connector.key();
    }

    /** One request that was refused before it took effect may go again; of several, the others may have taken effect. */
    boolean isSafeToRepeat(IntegrationException failure, int requests) {
        return terms.repeatable() || (requests <= 1 && !failure.code().mayHaveTakenEffect());
    }
}
