package dev.integrationsdk.testkit;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.schedule.HealthRound;
import dev.integrationsdk.schedule.RunOutcome;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.schedule.Timetable;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
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
 * <p>Health is checked by {@link #runDue} too, every 15 minutes unless set, once the scheduler was started.
 *
 * <p>It reads no cron expressions: a stream that has one is never due by itself, and its next run lies in the year 9999.
 */
public final class ManualScheduler implements Scheduler {
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, Entry> entries = new TreeMap<>();
    private final Scheduling library;
    private final Clock clock;
    private final Timetable timetable = new Timetable((cron, instant) -> NEVER);
    private Optional<HealthRound> health;
    private Instant nextHealth = Instant.MAX;
    private boolean started;
    private boolean closed;

    /**
     * @param library {@code integrations.scheduling()}
     * @param clock the one that the library has too, best a {@link TurnableClock}
     */
    public ManualScheduler(Scheduling library, Clock clock) {
        this.library = Objects.requireNonNull(library, "library");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.health = Optional.of(new HealthRound(library.health(), HealthRound.DEFAULT_INTERVAL));
    }

    /**
     * Sets how often the health of connectors is checked; to be called before {@link #start}.
     *
     * @throws IllegalArgumentException unless it is 1 s to 31 days
     */
    public ManualScheduler checkingHealthEvery(Duration interval) {
        health = Optional.of(new HealthRound(library.health(), interval));
        return this;
    }

    /** Checks no health; to be called before {@link #start}. */
    public ManualScheduler withoutHealthChecks() {
        health = Optional.empty();
        return this;
    }

    /**
     * Runs every stream that is due once, in the order of their names, and says how many there were. Why one could not
     * begin is not thrown: it counts as a failure of the stream.
     */
    public int runDue() {
        Instant now = clock.instant();
        if (!nextHealth.isAfter(now)) {
            health.ifPresent(this::check);
        }
        List<Entry> due = entries.values().stream()
                .filter(entry -> !entry.nextRun.isAfter(now))
                .toList();
        due.forEach(this::runQuietly);
        return due.size();
    }

    private void check(HealthRound round) {
        round.run(() -> closed);
        nextHealth = clock.instant().plus(round.interval());
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
            resolved(entry.stream, entry.schedule);
            JobRun run = library.runner().run(RunRequest.of(entry.stream));
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
    public void put(Actor actor, StreamId stream, Schedule schedule) {
        Timetable.requireSchedulable(stream);
        String detail = stream.entityType() + "/" + stream.scanKind() + " " + schedule;
        library.change(actor, AuditAction.STREAM_SCHEDULED, stream, detail, () -> {
            Schedule now = resolved(stream, schedule);
            return unit -> put(stream, schedule, now);
        });
    }

    /** @param now what the schedule means now */
    private boolean put(StreamId stream, Schedule schedule, Schedule now) {
        Entry standing = entries.get(stream.toString());
        if (standing == null) {
            entries.put(stream.toString(), new Entry(stream, schedule, now));
            return true;
        }
        return standing.put(schedule, now);
    }

    /** As it is now. */
    private Schedule resolved(StreamId stream, Schedule schedule) {
        return schedule instanceof Schedule.Polling ? Schedule.every(library.pollInterval(stream)) : schedule;
    }

    /** As it is now, or would be tried again where the connector has no interval any more. */
    private Schedule tried(StreamId stream, Schedule schedule) {
        try {
            return resolved(stream, schedule);
        } catch (IntegrationException none) {
            return Timetable.resolved(schedule, Optional.empty());
        }
    }

    @Override
    public boolean remove(Actor actor, StreamId stream) {
        String detail = stream.entityType() + "/" + stream.scanKind();
        return library.change(
                actor,
                AuditAction.STREAM_UNSCHEDULED,
                stream,
                detail,
                () -> unit -> entries.remove(stream.toString()) != null);
    }

    @Override
    public boolean runNow(Actor actor, StreamId stream) {
        library.require(actor, Permission.USE, stream);
        Entry entry = entries.get(stream.toString());
        if (entry != null && !entry.running) {
            entry.nextRun = earlier(entry.nextRun, clock.instant());
        }
        return entry != null;
    }

    @Override
    public Optional<ScheduledStream> find(Actor actor, StreamId stream) {
        library.require(actor, Permission.READ, stream);
        return Optional.ofNullable(entries.get(stream.toString())).map(Entry::shown);
    }

    @Override
    public List<ScheduledStream> list(Actor actor, TenantId tenant, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, but is " + limit);
        }
        List<ScheduledStream> found = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.stream.tenant().equals(tenant)
                    && found.size() < limit
                    && library.allows(actor, Permission.READ, entry.stream)) {
                found.add(entry.shown());
            }
        }
        return List.copyOf(found);
    }

    /** Health is checked from now on, by {@link #runDue}: there is no thread to start. */
    @Override
    public void start() {
        if (started || closed) {
            throw new IllegalStateException("a scheduler is started once, before it is closed");
        }
        started = true;
        health.ifPresent(round -> nextHealth = clock.instant().plus(round.interval()));
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

        Entry(StreamId stream, Schedule schedule, Schedule now) {
            this.stream = stream;
            this.schedule = schedule;
            this.nextRun = timetable.first(stream, now, clock.instant());
        }

        boolean put(Schedule other, Schedule meant) {
            boolean same = schedule.equals(other);
            schedule = other;
            Instant now = clock.instant();
            nextRun = same
                    ? earlier(nextRun, later(restUntil, timetable.next(stream, meant, now)))
                    : later(restUntil, timetable.first(stream, meant, now));
            return !same;
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
            nextRun = timetable.afterRun(stream, tried(stream, schedule), outcome, failures, now);
        }

        ScheduledStream shown() {
            return new ScheduledStream(stream, schedule, nextRun, lastSuccess, lastFailure, failures, running);
        }
    }
}
