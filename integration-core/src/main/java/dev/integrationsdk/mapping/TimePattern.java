package dev.integrationsdk.mapping;

import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Patterns of digits and marks: no words, which depend on a language, and nothing optional. */
final class TimePattern {
    /** In place of a pattern. */
    static final String ISO = "iso";

    private static final int LONGEST = 40;
    private static final String MARKS = " .,-/:T";
    private static final Map<String, ChronoField> FIELDS = Map.of(
            "yyyy", ChronoField.YEAR,
            "MM", ChronoField.MONTH_OF_YEAR,
            "dd", ChronoField.DAY_OF_MONTH,
            "HH", ChronoField.HOUR_OF_DAY,
            "mm", ChronoField.MINUTE_OF_HOUR,
            "ss", ChronoField.SECOND_OF_MINUTE);

    private TimePattern() {}

    /** @throws IllegalArgumentException if it is not such a pattern, or lacks one of these */
    static DateTimeFormatter formatter(String pattern, List<String> needed, List<String> possible) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        List<String> seen = new ArrayList<>();
        int at = 0;
        while (at < Math.min(pattern.length(), LONGEST)) {
            String run = run(pattern, at);
            if (possible.contains(run) && !seen.contains(run)) {
                builder.appendValue(FIELDS.get(run), run.length());
                seen.add(run);
            } else if (MARKS.contains(run.substring(0, 1))) {
                builder.appendLiteral(run);
            } else {
                throw refused(possible);
            }
            at += run.length();
        }
        if (pattern.length() > LONGEST || !seen.containsAll(needed)) {
            throw refused(possible);
        }
        for (String field : List.of("mm", "ss")) {
            if (possible.contains(field) && !seen.contains(field)) {
                builder.parseDefaulting(FIELDS.get(field), 0);
            }
        }
        return builder.toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT)
                .withChronology(IsoChronology.INSTANCE);
    }

    private static String run(String pattern, int from) {
        int to = from + 1;
        while (to < pattern.length() && pattern.charAt(to) == pattern.charAt(from)) {
            to++;
        }
        return pattern.substring(from, to);
    }

    private static IllegalArgumentException refused(List<String> possible) {
        return new IllegalArgumentException("a pattern is made of " + possible
                + ", each at most once, and of the marks '" + MARKS + "', and has at most " + LONGEST + " characters");
    }
}
