package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.CallStatus;
import dev.integrationsdk.store.IntegrationLogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Collects what the integration log tells of one call. Thread-safe. */
final class CallRecord {
    private final Call<?> call;
    private final UUID id;
    private final Instant startedAt;
    private final LongSupplier nanoTime;
    private final long begun;
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Request last = new Request("", "");

    CallRecord(Call<?> call, UUID id, Instant startedAt, LongSupplier nanoTime) {
        this.call = call;
        this.id = id;
        this.startedAt = startedAt;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    void attempt() {
        attempts.incrementAndGet();
        requests.set(0);
    }

    void request(String method, String endpoint) {
        requests.incrementAndGet();
        last = new Request(method, Endpoint.template(endpoint));
    }

    /** How many the attempt in hand has sent. */
    int requests() {
        return requests.get();
    }

    EndedCall succeeded() {
        return ended(IntegrationLogEntry.Outcome.success(attempts.get(), duration()), Optional.empty());
    }

    EndedCall failed(IntegrationException failure) {
        boolean skipped = failure.code() == ErrorCode.SWITCHED_OFF || failure.code() == ErrorCode.UNKNOWN_CONNECTOR;
        return ended(
                new IntegrationLogEntry.Outcome(
                        skipped && attempts.get() == 0 ? CallStatus.SKIPPED : CallStatus.FAILED,
                        attempts.get(),
                        duration(),
                        Optional.of(failure.code()),
                        "" + failure.getMessage()),
                Optional.of(failure));
    }

    private EndedCall ended(IntegrationLogEntry.Outcome outcome, Optional<IntegrationException> failure) {
        Request request = last;
        IntegrationLogEntry entry = new IntegrationLogEntry(
                id,
                call.key(),
                call.terms().correlationId(),
                new IntegrationLogEntry.Call(call.operation(), request.method(), request.endpoint()),
                outcome,
                startedAt);
        return new EndedCall(entry, call.direction(), failure);
    }

    private Duration duration() {
        return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - begun));
    }

    private record Request(String method, String endpoint) {}
}
