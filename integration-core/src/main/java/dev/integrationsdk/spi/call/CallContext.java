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
 * @param gate what every single request passes before it is sent
 */
public record CallContext(CorrelationId correlationId, Instant deadline, int attempt, RequestGate gate) {
    public CallContext {
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(gate, "gate");
    }

    /** With {@link RequestGate#OPEN}. */
    public CallContext(CorrelationId correlationId, Instant deadline, int attempt) {
        this(correlationId, deadline, attempt, RequestGate.OPEN);
    }
}
