package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.LimitUse;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.store.RateUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A limit over an hour or longer, counted from hour to hour or day to day in UTC. This process takes a twenty-fifth of it at
 * a time from the store's row; what it draws beyond that is settled with the next portion. Not thread-safe.
 */
final class LongWindow {
    static final Duration SHORTEST = Duration.ofHours(1);

    private final RateLimit limit;
    private final long portion;
    private Instant start = Instant.MIN;
    private long left;
    private boolean usedUp;

    LongWindow(RateLimit limit) {
        this.limit = limit;
        this.portion = Math.max(1, limit.requests() / 25);
    }

    static boolean isLong(RateLimit limit) {
        return limit.per().compareTo(SHORTEST) >= 0;
    }

    RateLimit limit() {
        return limit;
    }

    Instant startOf(Instant now) {
        long per = limit.per().toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), per) * per);
    }

    private Instant end(Instant now) {
        return startOf(now).plus(limit.per());
    }

    /** How many to ask the store for; 0 as long as there are some, or if the store has none left. */
    long wanted(Instant now) {
        if (!startOf(now).equals(start)) {
            start = startOf(now);
            left = 0;
            usedUp = false;
        }
        return left > 0 || usedUp ? 0 : portion - left;
    }

    void add(Instant windowStart, long got) {
        if (windowStart.equals(start)) {
            left += got;
            usedUp = got == 0;
        }
    }

    /** Whether one more may be drawn, within a portion of debt. */
    boolean hasRoom(Instant now) {
        return wanted(now) == 0 ? left > 0 : left > -portion;
    }

    /** Whether there is nothing more before the window ends. */
    boolean isUsedUp(Instant now) {
        return wanted(now) == 0 && left <= 0;
    }

    void draw() {
        left--;
    }

    void giveBack() {
        left++;
    }

    /** The remote counts stricter than we do. */
    void leave(long rest) {
        left = Math.min(left, Math.max(0, rest));
    }

    /** Whether it has taken from the store what it has not used yet. */
    boolean holdsSome(Instant now) {
        return startOf(now).equals(start) && left > 0;
    }

    /** When it is worth coming again: with the next portion, or with the next window. */
    Instant retryAt(Instant now) {
        return isUsedUp(now) ? end(now) : now;
    }

    /** @param rows of the account, from the store */
    LimitUse use(Instant now, List<RateUse> rows) {
        Instant current = startOf(now);
        long taken = rows.stream()
                .filter(row ->
                        row.key().per().equals(limit.per()) && row.windowStart().equals(current))
                .mapToLong(RateUse::used)
                .sum();
        long used = Math.max(0, taken - (current.equals(start) ? left : 0));
        return new LimitUse(limit, used, Math.max(0, limit.requests() - used), end(now));
    }
}
