package dev.integrationsdk.schedule;

import dev.integrationsdk.spi.identity.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;

/** Says when a stream is run: the rules that every {@link Scheduler} keeps. Immutable. Authors of a scheduler call it. */
public final class Timetable {
    private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);
    private static final int MOST_DOUBLINGS = 9;
    private static final Duration WIDEST_SPREAD = Duration.ofMinutes(1);
    private static final Duration CRON_SPREAD = Duration.ofSeconds(30);

    private final CronTimes cronTimes;

    /** @param cronTimes reads cron expressions, which the library does not */
    public Timetable(CronTimes cronTimes) {
        this.cronTimes = Objects.requireNonNull(cronTimes, "cronTimes");
    }

    /** Reads cron expressions. */
    @FunctionalInterface
    public interface CronTimes {
        /**
         * The first time that is later than this instant.
         *
         * @throws IllegalArgumentException if the expression cannot be read or never comes
         */
        Instant after(Schedule.Cron cron, Instant instant);
    }

    /** When a stream that was just given its schedule is run for the first time. */
    public Instant first(StreamId stream, Schedule schedule, Instant now) {
        return schedule instanceof Schedule.Every every ? now.plus(spread(stream, every)) : next(stream, schedule, now);
    }

    /** When a stream is run next if it was run up to now. */
    public Instant next(StreamId stream, Schedule schedule, Instant now) {
        if (schedule instanceof Schedule.Every every) {
            return now.plus(every.interval()).plus(spread(stream, every));
        }
        Duration spread = fraction(stream, CRON_SPREAD);
        return cronTimes.after((Schedule.Cron) schedule, now.minus(spread)).plus(spread);
    }

    /**
     * When a stream is run next after a run that has just ended.
     *
     * @param failures in a row, this one included
     */
    public Instant afterRun(StreamId stream, Schedule schedule, RunOutcome outcome, int failures, Instant now) {
        if (outcome.retryAt().isPresent()) {
            return later(outcome.retryAt().get(), now);
        }
        Instant regular = next(stream, schedule, now);
        return restUntil(outcome, failures, now)
                .map(rest -> later(rest, regular))
                .orElse(regular);
    }

    /**
     * Before when a stream is not run again, whatever its schedule says; empty if the schedule alone decides.
     *
     * @param failures in a row, this one included
     */
    public static Optional<Instant> restUntil(RunOutcome outcome, int failures, Instant now) {
        if (outcome.retryAt().isPresent()) {
            return outcome.retryAt();
        }
        if (outcome.verdict() != RunOutcome.Verdict.FAILURE) {
            return Optional.empty();
        }
        Duration wait = SHORTEST_WAIT.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1)));
        return Optional.of(now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration spread(StreamId stream, Schedule.Every every) {
        Duration tenth = every.interval().dividedBy(10);
        return fraction(stream, tenth.compareTo(WIDEST_SPREAD) < 0 ? tenth : WIDEST_SPREAD);
    }

    /** Less than the whole, and the same in every process. */
    private static Duration fraction(StreamId stream, Duration whole) {
        CRC32 hash = new CRC32();
        hash.update(stream.toString().getBytes(StandardCharsets.UTF_8));
        return Duration.ofMillis(hash.getValue() % whole.toMillis());
    }
}
