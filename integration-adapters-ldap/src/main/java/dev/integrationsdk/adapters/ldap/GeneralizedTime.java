package dev.integrationsdk.adapters.ldap;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times that directories write: minutes, seconds and fraction may be missing, an offset may stand for Z. */
final class GeneralizedTime {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})?(\\d{2})?(?:[.,](\\d{1,9})\\d*)?(Z|[+-]\\d{2}(?:\\d{2})?)");

    private GeneralizedTime() {}

    /** Empty for anything else, such as a local time or the year 0 that stands for "locked for ever". */
    static Optional<Instant> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || form.group(1).equals("0000")) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(form, 1), number(form, 2), number(form, 3), number(form, 4), number(form, 5), second(form));
            return Optional.of(local.plus(fraction(form)).toInstant(offset(form.group(8))));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** A leap second counts as the one before it. */
    private static int second(Matcher form) {
        int second = number(form, 6);
        return second == 60 ? 59 : second;
    }

    /** Of the smallest unit that was written. */
    private static Duration fraction(Matcher form) {
        String digits = form.group(7);
        if (digits == null) {
            return Duration.ZERO;
        }
        long billionths = Long.parseLong((digits + "00000000").substring(0, 9));
        long seconds = form.group(6) != null ? 1 : form.group(5) != null ? 60 : 3_600;
        return Duration.ofNanos(billionths * seconds);
    }

    private static ZoneOffset offset(String text) {
        if (text.equals("Z")) {
            return ZoneOffset.UTC;
        }
        int hours = Integer.parseInt(text.substring(1, 3));
        int minutes = text.length() == 5 ? Integer.parseInt(text.substring(3)) : 0;
        int sign = text.charAt(0) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }
}
