package dev.integrationsdk.adapters.hubspot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Reads the one form in which HubSpot writes nearly all dates, {@code 2026-11-20T10:11:12.345Z}: by hand, as the JDK's
 * reader of all forms takes longer for it than everything else that is done to read a record.
 */
final class UsualDate {
    /** Up to which digit may stand in a place. */
    private static final String FORM = "9999-19-39T29:59:59.999Z";

    private static final int HOUR = 11;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private UsualDate() {}

    static boolean isOne(String text) {
        if (text.length() != FORM.length() || text.startsWith("24", HOUR)) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char most = FORM.charAt(i);
            char least = Character.isDigit(most) ? '0' : most;
            if (text.charAt(i) < least || text.charAt(i) > most) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a text that {@link #isOne}.
     *
     * @throws java.time.DateTimeException if there is no such day or time
     */
    static Instant instant(String text) {
        LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        LocalTime time = LocalTime.of(
                number(text, HOUR, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                number(text, 20, 23) * NANOS_PER_MILLI);
        return time.atDate(day).toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
