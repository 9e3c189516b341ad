package dev.integrationsdk.testkit;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.schedule.RunOutcome;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.schedule.Timetable;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Schedules in memory, without a thread: what is due is run on the calling thread when the test says so. Confined to one
 * thread.
 *
 * <p>It reads no cron expressions: a stream that has one is never due by itself, and its next run lies in the year 9999.
 */
public final class ManualScheduler implements Scheduler {
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, Entry> entries = new TreeMap<>();
    private final Runner runner;
    private final Clock clock;
    private final Timetable timetable = new Timetable((cron, instant) -> NEVER);
    private boolean started;
    private boolean closed;

    /** @param clock the one that the runner has too, best a {@link TurnableClock} */
    public ManualScheduler(Runner runner, Clock clock) {
        this.runner = Objects.requireNonNull(runner, "runner");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Runs every stream that is due once, in the order of their names, and says how many there were. Why one could not
     * begin is not thrown: it counts as a failure of the stream.
     */
    public int runDue() {
        Instant now = clock.instant();
        List<Entry> due = entries.values().stream()
                .filter(entry -> !entry.nextRun.isAfter(now))
                .toList();
        due.forEach(this::runQuietly);
        return due.size();
    }

    /** Runs every stream that has a schedule once, due or not, and says how many there were. */
    public int runAll() {
        List<Entry> all = List.copyOf(entries.values());
        all.forEach(this::runQuietly);
        return all.size();
    }

    /**
     * Runs one stream, due or not.
     *
     * @throws IllegalArgumentException if it has no schedule
     * @throws IntegrationException where no run could begin
     */
    public JobRun run(StreamId stream) {
        Entry entry = entries.get(stream.toString());
        if (entry == null) {
            throw new IllegalArgumentException("stream " + stream + " has no schedule");
        }
        return run(entry);
    }

    private void runQuietly(Entry entry) {
        try {
            run(entry);
        } catch (IntegrationException noneBegan) {
            // it has been counted
        }
    }

    private JobRun run(Entry entry) {
        if (closed) {
            throw new IllegalStateException("the scheduler is closed");
        }
        try {
            entry.running = true;
            JobRun run = runner.run(RunRequest.of(entry.stream));
            entry.ended(RunOutcome.of(run));
            return run;
        } catch (RuntimeException noneBegan) {
            entry.ended(RunOutcome.of(noneBegan));
            throw noneBegan;
        } finally {
            entry.running = false;
        }
    }

    @Override
    public void put(StreamId stream, Schedule schedule) {
        Entry standing = entries.get(stream.toString());
        if (standing == null) {
            entries.put(stream.toString(), new Entry(stream, schedule));
        } else {
            standing.put(schedule);
        }
    }

    @Override
    public boolean remove(StreamId stream) {
        return entries.remove(stream.toString()) != null;
    }

    @Override
    public boolean runNow(StreamId stream) {
        Entry entry = entries.get(stream.toString());
        if (entry != null && !entry.running) {
            entry.nextRun = earlier(entry.nextRun, clock.instant());
        }
        return entry != null;
    }

    @Override
    public Optional<ScheduledStream> find(StreamId stream) {
        return Optional.ofNullable(entries.get(stream.toString())).map(Entry::shown);
    }

    @Override
    public List<ScheduledStream> list(TenantId tenant, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, but is " + limit);
        }
        List<ScheduledStream> found = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.stream.tenant().equals(tenant) && found.size() < limit) {
                found.add(entry.shown());
            }
        }
        return List.copyOf(found);
    }

    /** Changes nothing: there is no thread to start. */
    @Override
    public void start() {
        if (started || closed) {
            throw new IllegalStateException("a scheduler is started once, before it is closed");
        }
        started = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private final class Entry {
        private final StreamId stream;
        private Schedule schedule;
        private Instant nextRun;
        private Instant restUntil = Instant.MIN;
        private Optional<Instant> lastSuccess = Optional.empty();
        private Optional<Instant> lastFailure = Optional.empty();
        private int failures;
        private boolean running;

        Entry(StreamId stream, Schedule schedule) {
            this.stream = stream;
            this.schedule = schedule;
            this.nextRun = timetable.first(stream, schedule, clock.instant());
        }

        void put(Schedule other) {
            boolean same = schedule.equals(other);
            schedule = other;
            Instant now = clock.instant();
            nextRun = same
                    ? earlier(nextRun, later(restUntil, timetable.next(stream, schedule, now)))
                    : later(restUntil, timetable.first(stream, schedule, now));
        }

        void ended(RunOutcome outcome) {
            Instant now = clock.instant();
            switch (outcome.verdict()) {
                case SUCCESS -> {
                    lastSuccess = Optional.of(now);
                    failures = 0;
                }
                case FAILURE -> {
                    lastFailure = Optional.of(now);
                    failures++;
                }
                case NEITHER -> {}
            }
            restUntil = Timetable.restUntil(outcome, failures, now).orElse(Instant.MIN);
            nextRun = timetable.afterRun(stream, schedule, outcome, failures, now);
        }

        ScheduledStream shown() {
            return new ScheduledStream(stream, schedule, nextRun, lastSuccess, lastFailure, failures, running);
        }
    }
}
