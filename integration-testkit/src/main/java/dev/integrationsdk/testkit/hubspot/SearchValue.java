package dev.integrationsdk.testkit.hubspot;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value as search compares it: moments and numbers by size, all else as text without regard to case.
 *
 * @param number epoch milliseconds if the text is a date or an instant
 */
record SearchValue(String text, @Nullable BigDecimal number) implements Comparable<SearchValue> {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\S{5,}");

    static SearchValue of(String text) {
        return new SearchValue(text, numberIn(text));
    }

    static SearchValue of(long number) {
        return new SearchValue(Long.toString(number), BigDecimal.valueOf(number));
    }

    boolean isZero() {
        return number != null && number.signum() == 0;
    }

    @Override
    public int compareTo(SearchValue other) {
        return number != null && other.number != null
                ? number.compareTo(other.number)
                : text.compareToIgnoreCase(other.text);
    }

    private static @Nullable BigDecimal numberIn(String text) {
        try {
            if (NUMBER.matcher(text).matches()) {
                return new BigDecimal(text);
            }
            if (DATE.matcher(text).matches()) {
                return millis(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            return INSTANT.matcher(text).matches()
                    ? millis(OffsetDateTime.parse(text).toInstant())
                    : null;
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }

    private static BigDecimal millis(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli());
    }
}
