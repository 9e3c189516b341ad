package dev.integrationsdk.schedule;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How often a stream is run: again and again after a rest, which may be its connector's, or at times of the calendar.
 * Immutable.
 */
public sealed interface Schedule permits Schedule.Every, Schedule.Polling, Schedule.Cron {
    /**
     * Runs, rests for the interval, runs again. The first run comes at once.
     *
     * @throws IllegalArgumentException unless the interval is 1 s to 365 days
     */
    static Schedule every(Duration interval) {
        return new Every(interval);
    }

    /**
     * Runs, rests for the poll interval of its connector's configuration, runs again. A change of the configuration holds
     * from the end of the next run, or at once if the schedule is put again or the stream is run now.
     */
    static Schedule polling() {
        return new Polling();
    }

    /**
     * Runs at times of the calendar.
     *
     * @param expression the five fields of a Unix crontab: minute, hour, day of the month, month, day of the week. Whether
     *     they make sense is told by the scheduler that is given them.
     * @param zone whose clocks count
     * @throws IllegalArgumentException unless there are five fields in at most 128 characters
     */
    static Schedule cron(String expression, ZoneId zone) {
        return new Cron(expression, zone);
    }

    /**
     * See {@link Schedule#every}.
     *
     * @param interval from the end of a run to the next one; 1 s to 365 days
     */
    record Every(Duration interval) implements Schedule {
        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofDays(365);

        /** @throws IllegalArgumentException unless the interval is 1 s to 365 days */
        public Every {
            if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("interval must be 1 s to 365 days, but is " + interval);
            }
        }

        @Override
        public String toString() {
            return "every " + interval;
        }
    }

    /** See {@link Schedule#polling}. */
    record Polling() implements Schedule {
        @Override
        public String toString() {
            return "every poll-interval of its connector";
        }
    }

    /**
     * See {@link Schedule#cron}.
     *
     * @param expression five fields with one blank between them
     * @param zone whose clocks count
     */
    record Cron(String expression, ZoneId zone) implements Schedule {
        private static final int LONGEST = 128;
        private static final Pattern FIELDS = Pattern.compile("[0-9A-Za-z*/,-]+( [0-9A-Za-z*/,-]+){4}");

        /** @throws IllegalArgumentException unless there are five fields in at most 128 characters */
        public Cron {
            Objects.requireNonNull(zone, "zone");
            expression = expression.strip().replaceAll("[ \t]+", " ");
            if (expression.length() > LONGEST || !FIELDS.matcher(expression).matches()) {
                throw new IllegalArgumentException(
                        "a cron expression must have five fields (minute, hour, day of the month,"
                                + " month, day of the week) of 0-9 A-Z a-z * / , - in at most " + LONGEST
                                + " characters, but is '"
                                + expression.substring(0, Math.min(LONGEST, expression.length())) + "'");
            }
        }

        @Override
        public String toString() {
            return "cron " + expression + " " + zone;
        }
    }
}
