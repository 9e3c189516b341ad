package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Spreads searches evenly, for all that use one token in this process. Thread-safe; nobody else waits while one does.
 */
final class SearchPace {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Turns turns;
    private final Clock clock;
    private final long nanosBetween;

    /** @param perSecond at least 1 */
    SearchPace(Turns turns, Clock clock, long perSecond) {
        this.turns = turns;
        this.clock = clock;
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /**
     * Blocks until the next search may go out.
     *
     * @throws IntegrationException RATE_LIMITED if that is later than in a second, CANCELLED if the thread was interrupted
     */
    void await(Secret token, CallContext call) {
        long nanos = turns.take(token.reveal().hashCode(), nanosBetween);
        Instant now = clock.instant();
        Duration left = Duration.between(now, call.deadline());
        long longest = Math.min(LONGEST_WAIT.toNanos(), Math.max(0, left.toNanos()));
        if (nanos > longest) {
            throw IntegrationException.retryAt(
                    ErrorCode.RATE_LIMITED,
                    "too many searches of this HubSpot account are waiting",
                    now.plusNanos(nanos));
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(
                    ErrorCode.CANCELLED, "interrupted while waiting for the turn of a search", interrupted);
        }
    }

    /** Who searches next, by account. Thread-safe. */
    static final class Turns {
        private static final int MOST_ACCOUNTS = 10_000;

        private final Object lock = new Object();

        /** By the token's hash: two accounts of one hash would merely wait for each other. */
        private final Map<Integer, Long> next = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
                return size() > MOST_ACCOUNTS;
            }
        };

        /** @return how long to wait; a turn further off than the longest wait is not taken */
        long take(int account, long nanosBetween) {
            synchronized (lock) {
                long now = System.nanoTime();
                Long free = next.get(account);
                long wait = free == null ? 0 : Math.max(0, free - now);
                if (wait <= LONGEST_WAIT.toNanos()) {
                    next.put(account, now + wait + nanosBetween);
                }
                return wait;
            }
        }
    }
}
