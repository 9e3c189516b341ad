package dev.integrationsdk.internal.retry;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;

/** Tries a call again as its error and the policy say. Immutable and thread-safe. */
public final class RetryingCaller {
    private final RetryPolicy policy;
    private final Clock clock;

    public RetryingCaller(RetryPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    public RetryPolicy policy() {
        return policy;
    }

    /**
     * Calls until it works, fails for good, or the policy is exhausted.
     *
     * @param call given the number of the attempt, from 1
     * @param onFailure told of every failure that is followed by another attempt
     * @throws IntegrationException the last failure, or CANCELLED if the thread was interrupted while waiting
     */
    public <T> T call(IntFunction<T> call, ObjIntConsumer<IntegrationException> onFailure) {
        return call(call, onFailure, failure -> true);
    }

    /**
     * Calls until it works, fails for good, may not be repeated, or the policy is exhausted.
     *
     * @param call given the number of the attempt, from 1
     * @param onFailure told of every failure that is followed by another attempt
     * @param mayRepeat asked last, when everything else speaks for another attempt
     * @throws IntegrationException the last failure, or CANCELLED if the thread was interrupted while waiting
     */
    public <T> T call(
            IntFunction<T> call,
            ObjIntConsumer<IntegrationException> onFailure,
            Predicate<IntegrationException> mayRepeat) {
        AtomicInteger attempt = new AtomicInteger();
        dev.failsafe.RetryPolicy<T> retries = dev.failsafe.RetryPolicy.<T>builder()
                .handleIf(error -> attempt.get() < policy.maxAttempts()
                        && error instanceof IntegrationException failure
                        && isWorthAnotherTry(failure)
                        && mayRepeat.test(failure))
                .withMaxAttempts(policy.maxAttempts())
                .withDelayFn(this::delay)
                .withJitter(0.25)
                .onRetry(event -> {
                    if (event.getLastException() instanceof IntegrationException failure) {
                        onFailure.accept(failure, event.getAttemptCount());
                    }
                })
                .build();
        try {
            return Failsafe.with(retries).get(() -> call.apply(attempt.incrementAndGet()));
        } catch (FailsafeException interrupted) {
            if (!(interrupted.getCause() instanceof InterruptedException)) {
                throw interrupted;
            }
            Thread.currentThread().interrupt();
            throw new IntegrationException(
                    ErrorCode.CANCELLED, "interrupted while waiting to try again", interrupted.getCause());
        }
    }

    private boolean isWorthAnotherTry(IntegrationException failure) {
        Disposition disposition = failure.code().disposition();
        if (disposition == Disposition.RETRY_AT) {
            return failure.retryAt().isPresent() && wait(failure).compareTo(policy.longestWait()) <= 0;
        }
        return disposition == Disposition.RETRY
                && (failure.retryAt().isEmpty() || wait(failure).compareTo(policy.longestWait()) <= 0);
    }

    private Duration delay(ExecutionContext<?> context) {
        if (context.getLastException() instanceof IntegrationException failure
                && failure.retryAt().isPresent()) {
            Duration wait = wait(failure);
            return wait.isNegative() ? Duration.ZERO : wait;
        }
        Duration doubled = policy.firstDelay().multipliedBy(1L << Math.min(16, context.getAttemptCount() - 1));
        return doubled.compareTo(policy.longestWait()) < 0 ? doubled : policy.longestWait();
    }

    private Duration wait(IntegrationException failure) {
        return Duration.between(clock.instant(), failure.retryAt().orElseThrow());
    }
}
