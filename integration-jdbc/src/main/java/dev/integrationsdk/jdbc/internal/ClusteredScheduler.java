package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.schedule.HealthRound;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * Schedules in a table of the host's database, handed out by db-scheduler to the processes that share it. Thread-safe.
 */
public final class ClusteredScheduler implements Scheduler {
    private enum State {
        NEW,
        STARTED,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final Scheduling library;
    private final ScheduledTaskTable table;
    private final Timetable timetable = new Timetable(new CronExpressions());
    private final ScheduledRuns runs;
    private final Optional<HealthRound> health;
    private final com.github.kagkarlsson.scheduler.Scheduler polling;
    private final Clock clock;
    private final Duration grace;

    /**
     * Makes sure that the table is there, and starts nothing.
     *
     * @throws IntegrationException INVALID_CONFIGURATION if there is no dialect for the database or no table in it,
     *     STORE_UNAVAILABLE if it cannot be reached
     */
    public ClusteredScheduler(Database database, Scheduling library, Timing timing, SchedulerListener listener) {
        this.library = library;
        table = ScheduledTaskTable.of(database.dataSource(), database.prefix(), database.transactions());
        clock = timing.clock();
        grace = timing.grace();
        runs = new ScheduledRuns(library, table, timetable, clock);
        health = timing.healthInterval().map(interval -> new HealthRound(library.health(), interval));
        List<Task<?>> tasks = new ArrayList<>(List.of(runs.task()));
        health.ifPresent(round -> tasks.add(new HealthTask(round, clock, runs::isStopping).task()));
        polling = PollingScheduler.of(database.dataSource(), table, tasks, timing, listener);
    }

    /**
     * Where the table is.
     *
     * @param dataSource for db-scheduler, which runs transactions of its own
     * @param prefix of the table's name
     * @param transactions of the same database
     */
    public record Database(DataSource dataSource, TablePrefix prefix, TransactionRunner transactions) {}

    /**
     * Who polls, and how. Immutable.
     *
     * @param name of this process, in its rows
     * @param threads runs at once
     * @param pollingInterval between two looks for what is due
     * @param heartbeatInterval between two signs of life of a run
     * @param grace for runs to end when the scheduler is closed
     * @param clock for what is due
     * @param healthInterval how often connectors are checked; empty: not by this process
     */
    public record Timing(
            String name,
            int threads,
            Duration pollingInterval,
            Duration heartbeatInterval,
            Duration grace,
            Clock clock,
            Optional<Duration> healthInterval) {}

    @Override
    public void put(Actor actor, StreamId stream, Schedule schedule) {
        Timetable.requireSchedulable(stream);
        String detail = stream.entityType() + "/" + stream.scanKind() + " " + schedule;
        library.change(actor, AuditAction.STREAM_SCHEDULED, stream, detail, () -> {
            StreamSchedule wanted = new StreamSchedule(stream, schedule);
            Schedule now =
                    schedule instanceof Schedule.Polling ? Schedule.every(library.pollInterval(stream)) : schedule;
            Instant first = timetable.first(stream, now, clock.instant());
            return unit -> table.insert(unit, wanted, first) || change(unit, wanted, now);
        });
    }

    /** True also if it was taken away at the same time, which then counts as later. */
    private boolean change(UnitOfWork unit, StreamSchedule wanted, Schedule now) {
        return table.lock(unit, wanted.stream())
                .map(row -> change(unit, row, wanted, now))
                .orElse(true);
    }

    /** @param now what the wanted schedule means now */
    private boolean change(UnitOfWork unit, ScheduledTask row, StreamSchedule wanted, Schedule now) {
        Optional<StreamSchedule> standing = readable(row);
        boolean same = standing.filter(known -> known.schedule().equals(wanted.schedule()))
                .isPresent();
        StreamSchedule changed = wanted.withRestUntil(standing.flatMap(StreamSchedule::restUntil));
        if (row.isPicked()) {
            if (!same) {
                table.rewrite(unit, changed);
            }
            return !same;
        }
        Instant at = same
                ? notFurtherAway(row, changed, now)
                : afterRest(changed, timetable.first(changed.stream(), now, clock.instant()));
        if (!same || !at.equals(row.nextRun())) {
            table.replace(unit, changed, at);
        }
        return !same;
    }

    private Instant notFurtherAway(ScheduledTask row, StreamSchedule scheduled, Schedule now) {
        Instant regular = timetable.next(scheduled.stream(), now, clock.instant());
        Instant furthest = afterRest(scheduled, regular);
        return row.nextRun().isAfter(furthest) ? furthest : row.nextRun();
    }

    private static Instant afterRest(StreamSchedule scheduled, Instant at) {
        return scheduled.restUntil().filter(rest -> rest.isAfter(at)).orElse(at);
    }

    /** What cannot be read is replaced: that is its remedy. */
    private Optional<StreamSchedule> readable(ScheduledTask row) {
        try {
            return Optional.of(row.read());
        } catch (IntegrationException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public boolean remove(Actor actor, StreamId stream) {
        String detail = stream.entityType() + "/" + stream.scanKind();
        return library.change(
                actor, AuditAction.STREAM_UNSCHEDULED, stream, detail, () -> unit -> table.delete(unit, stream));
    }

    @Override
    public boolean runNow(Actor actor, StreamId stream) {
        library.require(actor, Permission.USE, stream);
        boolean found = table.inTransaction(unit -> {
            Optional<ScheduledTask> row = table.lock(unit, stream);
            row.filter(waiting -> !waiting.isPicked() && waiting.nextRun().isAfter(clock.instant()))
                    .ifPresent(waiting -> table.runNow(unit, stream, clock.instant()));
            return row.isPresent();
        });
        polling.triggerCheckForDueExecutions();
        return found;
    }

    @Override
    public Optional<ScheduledStream> find(Actor actor, StreamId stream) {
        library.require(actor, Permission.READ, stream);
        return table.find(stream);
    }

    @Override
    public List<ScheduledStream> list(Actor actor, TenantId tenant, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, but is " + limit);
        }
        List<ScheduledStream> seen = new ArrayList<>();
        List<ScheduledStream> page = table.list(tenant, Optional.empty(), limit);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(scheduled -> library.allows(actor, Permission.READ, scheduled.stream()))
                    .limit((long) limit - seen.size())
                    .forEach(seen::add);
            boolean more = seen.size() < limit && page.size() == limit;
            page = more ? table.list(tenant, Optional.of(page.get(limit - 1).stream()), limit) : List.of();
        }
        return List.copyOf(seen);
    }

    @Override
    public void start() {
        if (!state.compareAndSet(State.NEW, State.STARTED)) {
            throw new IllegalStateException("a scheduler is started once, before it is closed");
        }
        try {
            health.ifPresent(round -> table.scheduleHealth(clock.instant().plus(round.interval())));
            polling.start();
        } catch (RuntimeException notStarted) {
            state.compareAndSet(State.STARTED, State.NEW);
            throw notStarted;
        }
    }

    @Override
    public void close() {
        if (state.getAndSet(State.CLOSED) == State.CLOSED) {
            return;
        }
        polling.pause();
        runs.stop(grace);
        polling.stop();
    }
}
