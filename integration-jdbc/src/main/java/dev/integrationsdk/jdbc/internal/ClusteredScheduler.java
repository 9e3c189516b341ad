package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.schedule.Timetable;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final ScheduledTaskTable table;
    private final Timetable timetable = new Timetable(new CronExpressions());
    private final ScheduledRuns runs;
    private final com.github.kagkarlsson.scheduler.Scheduler polling;
    private final Clock clock;
    private final Duration grace;

    /**
     * Makes sure that the table is there, and starts nothing.
     *
     * @throws IntegrationException INVALID_CONFIGURATION if there is no dialect for the database or no table in it,
     *     STORE_UNAVAILABLE if it cannot be reached
     */
    public ClusteredScheduler(Database database, Runner runner, Timing timing, SchedulerListener listener) {
        table = ScheduledTaskTable.of(database.dataSource(), database.prefix(), database.transactions());
        clock = timing.clock();
        grace = timing.grace();
        runs = new ScheduledRuns(runner, table, timetable, clock);
        polling = PollingScheduler.of(database.dataSource(), table, runs.task(), timing, listener);
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
     */
    public record Timing(
            String name,
            int threads,
            Duration pollingInterval,
            Duration heartbeatInterval,
            Duration grace,
            Clock clock) {}

    @Override
    public void put(StreamId stream, Schedule schedule) {
        StreamSchedule scheduled = new StreamSchedule(stream, schedule);
        Instant first = timetable.first(stream, schedule, clock.instant());
        table.inTransaction(unit -> table.insert(unit, scheduled, first) || change(unit, scheduled));
    }

    /** True: it is there now, or was taken away at the same time, which then counts as later. */
    private boolean change(UnitOfWork unit, StreamSchedule wanted) {
        table.lock(unit, wanted.stream()).ifPresent(row -> change(unit, row, wanted));
        return true;
    }

    private void change(UnitOfWork unit, ScheduledTask row, StreamSchedule wanted) {
        Optional<StreamSchedule> standing = readable(row);
        boolean same = standing.filter(known -> known.schedule().equals(wanted.schedule()))
                .isPresent();
        StreamSchedule changed = wanted.withRestUntil(standing.flatMap(StreamSchedule::restUntil));
        if (row.isPicked()) {
            if (!same) {
                table.rewrite(unit, changed);
            }
            return;
        }
        Instant at = same ? notFurtherAway(row, changed) : afterRest(changed, first(changed));
        if (!same || !at.equals(row.nextRun())) {
            table.replace(unit, changed, at);
        }
    }

    private Instant notFurtherAway(ScheduledTask row, StreamSchedule scheduled) {
        Instant regular = timetable.next(scheduled.stream(), scheduled.schedule(), clock.instant());
        Instant furthest = afterRest(scheduled, regular);
        return row.nextRun().isAfter(furthest) ? furthest : row.nextRun();
    }

    private Instant first(StreamSchedule scheduled) {
        return timetable.first(scheduled.stream(), scheduled.schedule(), clock.instant());
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
    public boolean remove(StreamId stream) {
        return table.delete(stream);
    }

    @Override
    public boolean runNow(StreamId stream) {
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
    public Optional<ScheduledStream> find(StreamId stream) {
        return table.find(stream);
    }

    @Override
    public List<ScheduledStream> list(TenantId tenant, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, but is " + limit);
        }
        return table.list(tenant, limit);
    }

    @Override
    public void start() {
        if (!state.compareAndSet(State.NEW, State.STARTED)) {
            throw new IllegalStateException("a scheduler is started once, before it is closed");
        }
        polling.start();
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
