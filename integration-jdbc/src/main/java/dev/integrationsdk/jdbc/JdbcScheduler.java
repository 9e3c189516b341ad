package dev.integrationsdk.jdbc;

import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import dev.integrationsdk.jdbc.internal.ClusteredScheduler;
import dev.integrationsdk.jdbc.internal.TablePrefix;
import dev.integrationsdk.schedule.HealthRound;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.schedule.Scheduling;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Schedules in the host's relational database, for any number of processes that share it: db-scheduler hands each due
 * stream to one of them, and to another one if that dies.
 *
 * <pre>{@code
 * Scheduler scheduler = JdbcScheduler.builder(dataSource, integrations.scheduling()).build();
 * scheduler.put(actor, stream, Schedule.every(Duration.ofMinutes(5)));
 * scheduler.start();
 * }</pre>
 *
 * <p>It runs transactions of its own, each of one statement or a few, and takes at most threads + 3 connections at once:
 * one for polling, two for heartbeats, and one for each thread, which the thread's run uses in turn. Add one for each
 * thread of the host that calls it.
 */
public final class JdbcScheduler {
    private JdbcScheduler() {}

    /**
     * Begins to build one.
     *
     * @param dataSource best a pool, of the database that holds the library's tables
     * @param library runs the streams: {@code integrations.scheduling()}, on the same database. It is not closed with the
     *     scheduler; close it afterwards.
     */
    public static Builder builder(DataSource dataSource, Scheduling library) {
        return new Builder(dataSource, library);
    }

    /** Everything has a default. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_THREADS = 256;
        private static final int LONGEST_NAME = 50;
        private static final Duration SHORTEST = Duration.ofMillis(100);
        private static final Duration LONGEST = Duration.ofHours(1);

        private final DataSource dataSource;
        private final Scheduling library;
        private TablePrefix prefix = TablePrefix.DEFAULT;
        private String name = ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        private int threads = 4;
        private Duration pollingInterval = Duration.ofSeconds(5);
        private Duration heartbeatInterval = Duration.ofSeconds(15);
        private Duration grace = Duration.ofSeconds(30);
        private Clock clock = Clock.systemUTC();
        private Optional<Duration> healthInterval = Optional.of(HealthRound.DEFAULT_INTERVAL);
        private SchedulerListener listener = SchedulerListener.NOOP;

        private Builder(DataSource dataSource, Scheduling library) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
            this.library = Objects.requireNonNull(library, "library");
        }

        /**
         * Sets what the table's name begins with; {@code integration_} unless set.
         *
         * @throws IllegalArgumentException unless it is a lower-case letter and up to 19 of {@code a-z 0-9 _}
         */
        public Builder tablePrefix(String tablePrefix) {
            prefix = new TablePrefix(tablePrefix);
            return this;
        }

        /**
         * Sets what this process is called in the rows of the streams that it runs, for the operator; the process number
         * and something random unless set.
         *
         * @throws IllegalArgumentException unless it has 1 to 50 characters
         */
        public Builder name(String processName) {
            require(
                    !processName.isBlank() && processName.length() <= LONGEST_NAME,
                    "name must have 1 to 50 characters");
            name = processName;
            return this;
        }

        /**
         * Sets how many streams this process runs at once; 4 unless set.
         *
         * @throws IllegalArgumentException unless it is 1 to 256
         */
        public Builder threads(int count) {
            require(count >= 1 && count <= MOST_THREADS, "threads must be 1 to " + MOST_THREADS);
            threads = count;
            return this;
        }

        /**
         * Sets how often this process looks for what is due; 5 s unless set.
         *
         * @throws IllegalArgumentException unless it is 100 ms to 1 h
         */
        public Builder pollingInterval(Duration interval) {
            require(isInBounds(interval), "pollingInterval must be 100 ms to 1 h");
            pollingInterval = interval;
            return this;
        }

        /**
         * Sets how often a run gives a sign of life; 15 s unless set. After four of them without one, another process
         * takes the stream. All processes should have the same.
         *
         * @throws IllegalArgumentException unless it is 100 ms to 1 h
         */
        public Builder heartbeatInterval(Duration interval) {
            require(isInBounds(interval), "heartbeatInterval must be 100 ms to 1 h");
            heartbeatInterval = interval;
            return this;
        }

        /**
         * Sets how long {@code close} waits for runs to end their page before it interrupts them; 30 s unless set.
         * Closing takes up to ten seconds more where something hangs.
         *
         * @throws IllegalArgumentException unless it is 0 to 1 h
         */
        public Builder grace(Duration atMost) {
            require(!atMost.isNegative() && atMost.compareTo(LONGEST) <= 0, "grace must be 0 to 1 h");
            grace = atMost;
            return this;
        }

        /**
         * Sets how old the last check of an enabled connector's health may be before it is checked again; 15 minutes
         * unless set. Of all processes that share the database, one checks at a time; all should have the same.
         *
         * @throws IllegalArgumentException unless it is 1 s to 31 days
         */
        public Builder healthInterval(Duration interval) {
            healthInterval = Optional.of(HealthRound.requireInterval(interval));
            return this;
        }

        /** Checks no connector's health by this process, for a host that calls {@code checkDue} itself. */
        public Builder withoutHealthChecks() {
            healthInterval = Optional.empty();
            return this;
        }

        /**
         * Sets the clock for what is due, best the one that the library has; the system's unless set. Threads wait by the
         * machine's monotonic clock.
         */
        public Builder clock(Clock onlyClock) {
            clock = Objects.requireNonNull(onlyClock, "onlyClock");
            return this;
        }

        /** For tests, which wait for what it tells. */
        Builder listener(SchedulerListener told) {
            listener = told;
            return this;
        }

        /**
         * Looks at the database and starts nothing.
         *
         * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if there is no dialect for
         *     the database, or the table is missing; STORE_UNAVAILABLE if it cannot be reached
         */
        public Scheduler build() {
            return new ClusteredScheduler(
                    new ClusteredScheduler.Database(dataSource, prefix, JdbcTransactionRunner.of(dataSource)),
                    library,
                    new ClusteredScheduler.Timing(
                            name, threads, pollingInterval, heartbeatInterval, grace, clock, healthInterval),
                    listener);
        }

        private static boolean isInBounds(Duration interval) {
            return interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0;
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
