package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.call.RequestGate;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call under way, and the gate of its requests. Its attempts are made by one thread, its requests by any. */
final class OpenCall<T> implements RequestGate, AutoCloseable {
    /** A longer wait ends the attempt: our clock decides when it goes on. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Call<T> call;
    private final Entry entry;
    private final CallRecord record;
    private final CallStates.Visit visit;
    private final Clock clock;
    private volatile Instant deadline;
    private volatile @Nullable IntegrationException refused;
    private CallSlots.@Nullable Held held;

    OpenCall(Call<T> call, Entry entry, CallRecord record, CallStates.Visit visit, Clock clock) {
        this.call = call;
        this.entry = entry;
        this.record = record;
        this.visit = visit;
        this.clock = clock;
        this.deadline = clock.instant().plus(call.terms().timeout());
    }

    Call<T> call() {
        return call;
    }

    CallRecord record() {
        return record;
    }

    CallStates.Visit visit() {
        return visit;
    }

    ConnectorState state() {
        return visit.state();
    }

    /** Of the wait for its turn, then of each attempt. */
    Instant deadline() {
        return deadline;
    }

    /** Keeps these places until the call is closed. */
    void hold(CallSlots.Held places) {
        held = places;
    }

    CallContext attempt(int number) {
        record.attempt();
        deadline = clock.instant().plus(call.terms().timeout());
        return new CallContext(call.terms().correlationId(), deadline, number, this);
    }

    @Override
    public void before(String method, String endpoint) {
        entry.requireOn(call);
        if (!clock.instant().isBefore(deadline)) {
            throw new IntegrationException(
                    ErrorCode.TIMED_OUT, "no time was left for the next request of '" + call.operation() + "'");
        }
        try {
            Duration wait = visit.budget().draw(longestWait());
            if (!wait.isZero()) {
                await(wait);
            }
        } catch (IntegrationException own) {
            refused = own;
            throw own;
        }
        record.request(method, endpoint);
    }

    private Duration longestWait() {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    }

    private void await(Duration wait) {
        try {
            call.caller().cancellation().waiting(() -> {
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
                return true;
            });
            visit.budget().refuseIfBlocked(LONGEST_WAIT);
        } catch (IntegrationException notSent) {
            visit.budget().giveBack();
            throw notSent;
        }
    }

    @Override
    public void signal(RateSignal signal) {
        visit.budget().signal(signal);
    }

    /** An adapter that has read the remote's refusal has told in its error until when it holds. */
    void learn(IntegrationException failure) {
        if (failure.code() == ErrorCode.RATE_LIMITED && failure != refused) {
            failure.retryAt().ifPresent(until -> signal(RateSignal.blockedUntil(until)));
        }
    }

    /** Whether another attempt does no harm and is within the connector's retries. */
    boolean mayRepeat(IntegrationException failure) {
        return call.isSafeToRepeat(failure, record.requests())
                && state().retries().takeRetry();
    }

    @Override
    public void close() {
        if (held != null) {
            held.close();
        }
        visit.close();
    }
}
