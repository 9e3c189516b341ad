package dev.integrationsdk.jdbc;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.contract.SchedulerUnderTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A scheduler that looks often, whose work can be waited for, and whose process can be killed. */
final class StartedScheduler implements SchedulerUnderTest {
    private static final int LONGEST_SECONDS = 20;

    private final DataSource dataSource;
    private final TurnableClock clock;
    private final Semaphore ended = new Semaphore(0);
    private final Semaphore dead = new Semaphore(0);
    private final AtomicBoolean killed = new AtomicBoolean();
    private final Scheduler scheduler;

    private StartedScheduler(
            DataSource dataSource,
            Scheduling library,
            TurnableClock clock,
            UnaryOperator<JdbcScheduler.Builder> settings) {
        this.dataSource = dataSource;
        this.clock = clock;
        JdbcScheduler.Builder builder = JdbcScheduler.builder(cutOffOnceKilled(), library)
                .pollingInterval(Duration.ofMillis(100))
                .heartbeatInterval(Duration.ofMillis(100))
                .grace(Duration.ofSeconds(LONGEST_SECONDS))
                .clock(clock)
                .listener(new Told());
        scheduler = settings.apply(builder).build();
    }

    static StartedScheduler start(DataSource dataSource, Scheduling library, TurnableClock clock) {
        return start(dataSource, library, clock, UnaryOperator.identity());
    }

    static StartedScheduler start(
            DataSource dataSource,
            Scheduling library,
            TurnableClock clock,
            UnaryOperator<JdbcScheduler.Builder> settings) {
        StartedScheduler started = new StartedScheduler(dataSource, library, clock, settings);
        started.scheduler.start();
        return started;
    }

    private DataSource cutOffOnceKilled() {
        return new UrlSource("") {
            @Override
            public Connection getConnection() throws SQLException {
                if (killed.get()) {
                    throw new SQLException("this process is dead", "08001");
                }
                return dataSource.getConnection();
            }
        };
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    /** As the others see a process that was killed: it gives no sign of life and writes nothing any more. */
    void kill() {
        killed.set(true);
    }

    /** Looks again whenever a run has ended here, and now and then, since another process may do the work. */
    @Override
    public void settle() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (isWorkLeft()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("work is left after " + LONGEST_SECONDS + " s");
            }
            tells(ended, Duration.ofMillis(100));
        }
    }

    void awaitRunEnded() {
        await(ended, "a run ended");
    }

    void awaitDeadFound() {
        await(dead, "a dead execution was found");
    }

    private static void await(Semaphore told, String what) {
        if (!tells(told, Duration.ofSeconds(LONGEST_SECONDS))) {
            throw new AssertionError("not once in " + LONGEST_SECONDS + " s: " + what);
        }
    }

    private static boolean tells(Semaphore told, Duration atMost) {
        try {
            return told.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    private boolean isWorkLeft() {
        String sql = "SELECT COUNT(*) FROM integration_scheduled_task WHERE picked OR execution_time <= ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1) > 0;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }

    @Override
    public void close() {
        scheduler.close();
    }

    private final class Told extends AbstractSchedulerListener {
        @Override
        public void onExecutionComplete(ExecutionComplete complete) {
            ended.release();
        }

        @Override
        public void onExecutionDead(Execution execution) {
            dead.release();
        }
    }
}
