package dev.integrationsdk.schedule;

import dev.integrationsdk.spi.identity.ScanKind;
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

    private static final Schedule WITHOUT_INTERVAL = Schedule.every(SHORTEST_WAIT);

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

    /** @throws IllegalArgumentException for a stream of single records, which is run when somebody names some */
    public static void requireSchedulable(StreamId stream) {
        if (stream.scanKind() == ScanKind.RECORD) {
            throw new IllegalArgumentException("single records have no schedule, but " + stream + " was given one");
        }
    }

    /**
     * What a schedule means now: one that follows its connector goes by this interval. Every other method wants it so.
     *
     * @param pollInterval of the stream's connector. Where it has been taken away, the stream is due in a minute, when its
     *     run cannot begin.
     */
    public static Schedule resolved(Schedule schedule, Optional<Duration> pollInterval) {
        return schedule instanceof Schedule.Polling
                ? pollInterval.map(Schedule::every).orElse(WITHOUT_INTERVAL)
                : schedule;
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
        if (!(schedule instanceof Schedule.Cron cron)) {
            throw new IllegalArgumentException("a schedule that follows its connector must be resolved before");
        }
        Duration spread = fraction(stream, CRON_SPREAD);
        return cronTimes.after(cron, now.minus(spread)).plus(spread);
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
