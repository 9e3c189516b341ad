package dev.integrationsdk.internal.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps retries to about a tenth of a connector's calls, and ten a minute besides, so that they do not grow the storm that
 * they come from. Thread-safe.
 */
final class RetryBudget {
    static final double MOST = 10;
    private static final double PER_CALL = 0.1;
    private static final Duration REFILL = Duration.ofMinutes(1);

    private final Clock clock;
    private final Object lock = new Object();
    private double left = MOST;
    private Instant countedAt;

    RetryBudget(Clock clock) {
        this.clock = clock;
        this.countedAt = clock.instant();
    }

    void called() {
        synchronized (lock) {
            left = Math.min(MOST, left + PER_CALL);
        }
    }

    boolean takeRetry() {
        synchronized (lock) {
            refill();
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }

    boolean isFull() {
        synchronized (lock) {
            refill();
            return left >= MOST;
        }
    }

    private void refill() {
        Instant now = clock.instant();
        long passed = Math.max(0, Duration.between(countedAt, now).toMillis());
        left = Math.min(MOST, left + MOST * passed / REFILL.toMillis());
        countedAt = now;
    }
}
