package dev.integrationsdk.run;

import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.StreamId;
import java.util.Objects;

/**
 * Asks for one run of one stream. Immutable; the {@code with} methods return a changed copy.
 *
 * @param stream what to read
 * @param requestedBy who asks
 * @param correlationId follows the run everywhere
 */
public record RunRequest(StreamId stream, Actor requestedBy, CorrelationId correlationId) {
    public RunRequest {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(requestedBy, "requestedBy");
        Objects.requireNonNull(correlationId, "correlationId");
    }

    /** Asked by the library itself, under a new correlation id. */
    public static RunRequest of(StreamId stream) {
        return new RunRequest(stream, Actor.SYSTEM, CorrelationId.random());
    }

    public RunRequest withRequestedBy(Actor actor) {
        return new RunRequest(stream, actor, correlationId);
    }

    public RunRequest withCorrelationId(CorrelationId id) {
        return new RunRequest(stream, requestedBy, id);
    }
}
