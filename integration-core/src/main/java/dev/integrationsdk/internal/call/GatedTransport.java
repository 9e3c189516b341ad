package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets every HTTP request pass its call's gate, names its trace, and tells the gate what the answer says of limits.
 * Thread-safe.
 */
public final class GatedTransport implements HttpTransport {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    /** What "too many" means at least. */
    private static final Duration SHORTEST_BLOCK = Duration.ofSeconds(1);

    private final HttpTransport transport;
    private final Clock clock;

    public GatedTransport(HttpTransport transport, Clock clock) {
        this.transport = transport;
        this.clock = clock;
    }

    @Override
    public HttpReply send(HttpCall call, CallContext context) {
        context.gate().before(call.method(), "" + call.uri().getRawPath());
        HttpReply reply =
                transport.send(call.withHeader(TraceParent.HEADER, TraceParent.of(context.correlationId())), context);
        blockedUntil(reply).ifPresent(until -> context.gate().signal(RateSignal.blockedUntil(until)));
        return reply;
    }

    private Optional<Instant> blockedUntil(HttpReply reply) {
        Instant now = clock.instant();
        Optional<Instant> told = reply.header("Retry-After").flatMap(header -> RetryAfter.parse(header, now));
        if (reply.status() == TOO_MANY_REQUESTS) {
            Instant soonest = now.plus(SHORTEST_BLOCK);
            return Optional.of(told.filter(soonest::isBefore).orElse(soonest));
        }
        return reply.status() == UNAVAILABLE ? told.filter(now::isBefore) : Optional.empty();
    }
}
