package dev.integrationsdk.spi.call;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Objects;

/**
 * How many requests may go out in how much time. Immutable.
 *
 * @param requests at least 1
 * @param per 1 s to 31 days; a limit over an hour or longer outlives a restart
 */
public record RateLimit(long requests, Duration per) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** @throws IllegalArgumentException if a number is out of its bounds */
    public RateLimit {
        Objects.requireNonNull(per, "per");
        if (requests < 1) {
            throw new IllegalArgumentException("a rate limit must allow at least 1 request, but allows " + requests);
        }
        if (per.compareTo(SHORTEST) < 0 || per.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a rate limit must be over 1 s to 31 days, but is over " + per);
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static RateLimit parse(String text) {
        int slash = text.indexOf('/');
        try {
            return new RateLimit(
                    Long.parseLong(text.substring(0, Math.max(0, slash)).strip()),
                    Duration.parse(text.substring(slash + 1).strip()));
        } catch (NumberFormatException | DateTimeParseException otherForm) {
            throw new IllegalArgumentException("a rate limit must be written as in 190/PT10S", otherForm);
        }
    }

    /** Such as {@code 190/PT10S}. */
    @Override
    public String toString() {
        return requests + "/" + per;
    }
}
