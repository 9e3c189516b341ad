package dev.integrationsdk.retry;

import java.time.Duration;

/**
 * How a failed call is tried again inside a run. Waits longer than {@link #longestWait()} end the run instead: it says
 * when to go on. Immutable.
 *
 * @param maxAttempts tries in all, at least 1
 * @param firstDelay before the second try; doubles with every further one, spread by a quarter either way
 * @param longestWait most that a run waits between two tries, whoever asked for it
 * @param restAfterFailure when a run that gave up should be started again
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration longestWait, Duration restAfterFailure) {
    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** @throws IllegalArgumentException if a number is below 1, a duration below 1 ms, or the first delay the longest */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
        }
        if (firstDelay.toMillis() < 1 || restAfterFailure.toMillis() < 1) {
            throw new IllegalArgumentException("delays must be at least 1 ms");
        }
        if (longestWait.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("longestWait must not be shorter than firstDelay");
        }
    }

    /** 4 tries, 200 ms growing to 1 s, a minute's rest. */
    public static RetryPolicy ofDefaults() {
        return DEFAULTS;
    }

    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, firstDelay, longestWait, restAfterFailure);
    }

    public RetryPolicy withRestAfterFailure(Duration rest) {
        return new RetryPolicy(maxAttempts, firstDelay, longestWait, rest);
    }

    public RetryPolicy withDelays(Duration first, Duration longest) {
        return new RetryPolicy(maxAttempts, first, longest, restAfterFailure);
    }
}
