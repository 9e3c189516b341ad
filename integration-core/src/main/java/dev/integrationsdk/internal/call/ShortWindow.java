package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.LimitUse;
import dev.integrationsdk.spi.call.RateLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Instant;

/**
 * A limit over less than an hour. A quarter of it may go out at once and the rest evenly over its time, so that no stretch of
 * that length ever sees more than the limit. Not thread-safe.
 */
final class ShortWindow {
    private final RateLimit limit;
    private final long atOnce;
    private final Bucket bucket;

    ShortWindow(RateLimit limit, TimeMeter time) {
        this.limit = limit;
        this.atOnce = Math.max(1, limit.requests() / 4);
        long spread = Math.max(1, limit.requests() - atOnce);
        this.bucket = Bucket.builder()
                .addLimit(window -> window.capacity(atOnce).refillGreedy(spread, limit.per()))
                .withCustomTimePrecision(time)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    RateLimit limit() {
        return limit;
    }

    /** How long until one more may go out, 0 for now. */
    long nanosToWait() {
        return bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    /** Counts one, even where it has to wait. */
    void draw() {
        bucket.consumeIgnoringRateLimits(1);
    }

    void giveBack() {
        bucket.addTokens(1);
    }

    /** The remote counts stricter than we do. */
    void leave(long left) {
        long tooMany = bucket.getAvailableTokens() - Math.max(0, left);
        if (tooMany > 0) {
            bucket.tryConsumeAsMuchAsPossible(tooMany);
        }
    }

    boolean isFull() {
        return bucket.getAvailableTokens() >= atOnce;
    }

    LimitUse use(Instant now) {
        long left = Math.max(0, bucket.getAvailableTokens());
        long nanos = isFull() ? 0 : bucket.estimateAbilityToConsume(atOnce).getNanosToWaitForRefill();
        return new LimitUse(limit, atOnce - left, left, now.plusNanos(nanos));
    }
}
