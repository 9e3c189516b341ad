package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Builds db-scheduler as we want it: our table, our threads, our clock for what is due.
 *
 * <p>Between two polls it waits by the machine's monotonic clock. db-scheduler would wait by the clock for what is due,
 * and one that is put back by a day would keep it from polling for a day.
 */
final class PollingScheduler extends SchedulerBuilder {
    /** The fewest that db-scheduler allows. */
    static final int MISSED_HEARTBEATS = 4;

    /** db-scheduler deletes rows of tasks that it does not know; those of a newer version must outlive this one. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** Our runs have ended by then, or have been waited for long enough. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private PollingScheduler(DataSource dataSource, List<Task<?>> tasks) {
        super(dataSource, tasks);
    }

    static Scheduler of(
            DataSource dataSource,
            ScheduledTaskTable table,
            List<Task<?>> tasks,
            ClusteredScheduler.Timing timing,
            SchedulerListener listener) {
        JdbcCustomization customization = table.scheduling();
        SchedulerBuilder builder = new PollingScheduler(dataSource, tasks)
                .tableName(table.name())
                .serializer(table.serializer())
                .jdbcCustomization(customization)
                .schedulerName(new SchedulerName.Fixed(timing.name()))
                .clock(timing.clock()::instant)
                .pollingInterval(timing.pollingInterval())
                .heartbeatInterval(timing.heartbeatInterval())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(LAST_WAIT)
                .failureLogging(LogLevel.ERROR, true)
                .threads(timing.threads())
                .executorService(Executors.newFixedThreadPool(timing.threads(), threads("integration-schedule-")))
                .dueExecutor(Executors.newSingleThreadExecutor(threads("integration-schedule-poll-")))
                .housekeeperExecutor(Executors.newScheduledThreadPool(2, threads("integration-schedule-heartbeat-")))
                .addSchedulerListener(listener);
        if (customization.supportsSingleStatementLockAndFetch() || customization.supportsGenericLockAndFetch()) {
            builder.pollUsingLockAndFetch(0.5, 1.0);
        }
        return builder.build();
    }

    @Override
    protected Waiter buildWaiter() {
        return new Waiter(poolingInterval, () -> Instant.EPOCH.plusNanos(System.nanoTime()));
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
