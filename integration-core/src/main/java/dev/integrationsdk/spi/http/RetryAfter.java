package dev.integrationsdk.spi.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header {@code Retry-After} (RFC 9110, section 10.2.3): seconds or a date, and what some send instead. Pure
 * functions. */
public final class RetryAfter {
    /** No remote keeps us waiting longer than this. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern SECONDS = Pattern.compile("-?\\d+");

    /** The three forms of a date that RFC 9110, section 5.6.7, wants to be understood. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    private RetryAfter() {}

    /**
     * The instant from which the remote will answer again: never before {@code now} and never more than
     * {@link #LONGEST} after it, whatever the header says.
     *
     * @return empty if the header is neither a number of seconds nor a date
     */
    public static Optional<Instant> parse(String header, Instant now) {
        String text = header.trim();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(now.plusSeconds(seconds(text)));
        }
        return httpDate(text).map(date -> bounded(date, now));
    }

    /**
     * The instant that an HTTP date names, as in the header {@code Date}.
     *
     * @return empty if the text is no HTTP date
     */
    public static Optional<Instant> httpDate(String text) {
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException ignored) {
                // It may have one of the other forms.
            }
        }
        return Optional.empty();
    }

    /** A number that no counter holds is as good as the longest wait; less than none is none. */
    private static long seconds(String text) {
        if (text.startsWith("-")) {
            return 0;
        }
        return text.length() > 18 ? LONGEST.toSeconds() : Math.min(Long.parseLong(text), LONGEST.toSeconds());
    }

    private static Instant bounded(Instant date, Instant now) {
        Instant latest = now.plus(LONGEST);
        if (date.isBefore(now)) {
            return now;
        }
        return date.isAfter(latest) ? latest : date;
    }
}
