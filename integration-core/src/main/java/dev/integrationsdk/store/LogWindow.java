package dev.integrationsdk.store;

import java.util.Objects;
import java.util.Optional;

/**
 * Which entries of the integration log are wanted, the latest first. Immutable.
 *
 * @param before only those that stand before this one; a page begins where the last entry of the page before stands, so
 *     that none is given twice or passed over while others are appended
 * @param limit how many at most: 1 to {@value #MOST}
 */
public record LogWindow(Optional<LogPosition> before, int limit) {
    /** The most that are given at once. */
    public static final int MOST = 1_000;

    /** @throws IllegalArgumentException if the limit is below 1 or above {@value #MOST} */
    public LogWindow {
        Objects.requireNonNull(before, "before");
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ", but is " + limit);
        }
    }

    /**
     * The latest.
     *
     * @throws IllegalArgumentException if the limit is below 1 or above {@value #MOST}
     */
    public static LogWindow latest(int limit) {
        return new LogWindow(Optional.empty(), limit);
    }

    /** Those before the last one of the page before. */
    public LogWindow before(LogPosition last) {
        return new LogWindow(Optional.of(last), limit);
    }
}
