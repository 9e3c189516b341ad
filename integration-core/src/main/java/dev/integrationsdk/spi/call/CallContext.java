package dev.integrationsdk.spi.call;

import dev.integrationsdk.spi.identity.CorrelationId;
import java.time.Instant;
import java.util.Objects;

/**
 * What every call to an adapter carries. Immutable.
 *
 * @param correlationId to be passed on to the remote
 * @param deadline the instant after which nobody waits for the answer
 * @param attempt 1 for the first try
 */
public record CallContext(CorrelationId correlationId, Instant deadline, int attempt) {
    public CallContext {
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(deadline, "deadline");
    }
}
