package dev.integrationsdk.schedule;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Runs streams by their schedules, asked by {@link Actor#SYSTEM}, and checks the health of connectors. The host calls it;
 * thread-safe unless the implementation says otherwise.
 *
 * <ol>
 *   <li>A run that succeeded is followed by the next one at the schedule's time. Times that passed meanwhile, because the
 *       run took long or no process was there, are made up for by one run.
 *   <li>A run that stopped for a reason that passes by itself is followed at the instant that the run names ({@link
 *       dev.integrationsdk.run.JobRun.Failure#retryAt}), never before.
 *   <li>After a run that a person must look at, and where none could begin, the next one comes at the schedule's time, but
 *       not before a wait that begins with one minute and doubles with every failure in a row, up to six hours.
 *   <li>A stream that is being run by somebody else is no failure: it is tried again when the lease would run out.
 *   <li>To keep many tenants from being read in the same second, each stream is run a little later than its time: always
 *       the same little, less than a tenth of the interval and less than a minute; with cron less than 30 s.
 *   <li>Once started, it checks in one process at a time every connector whose last check is older than 15 minutes, if not
 *       told otherwise ({@link HealthRound}).
 * </ol>
 *
 * <p>A scheduler decides who works when, never what may be written: a stream that is run too early or by two at once,
 * after a clock was moved for example, is kept right by its lease.
 */
public interface Scheduler extends AutoCloseable {
    /**
     * Gives a stream its schedule, in place of the one that it has. The same schedule once more changes nothing, so that
     * a host may put all of them at every start; only a next run that lies further away than the schedule would have it,
     * as after a clock was put back, is brought nearer. A run in hand goes on, and what follows it goes by the new
     * schedule. Streams of every scan kind have one, but not single records.
     *
     * @throws IllegalArgumentException for a cron expression that cannot be read or never comes, and for a stream of the
     *     kind RECORD
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may
     *     configure, INVALID_CONFIGURATION if the schedule follows the connector and that has no poll interval,
     *     STORE_UNAVAILABLE if the database cannot be reached
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.STREAM_SCHEDULED)
    void put(Actor actor, StreamId stream, Schedule schedule);

    /**
     * Takes a stream's schedule away; false if it has none. A run in hand goes on to its end.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may
     *     configure
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.STREAM_UNSCHEDULED)
    boolean remove(Actor actor, StreamId stream);

    /**
     * Makes a stream due at once, whatever it is waiting for; its schedule stays. Nothing happens to a run in hand.
     *
     * @return false if the stream has no schedule
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may use
     */
    @Requires(Permission.USE)
    boolean runNow(Actor actor, StreamId stream);

    /**
     * A stream that has a schedule.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may see
     */
    @Requires(Permission.READ)
    Optional<ScheduledStream> find(Actor actor, StreamId stream);

    /**
     * A tenant's streams that have a schedule, in the order of their names; only those that the actor may see.
     *
     * @param limit most of them; 1 or more
     */
    @Requires(Permission.READ)
    List<ScheduledStream> list(Actor actor, TenantId tenant, int limit);

    /**
     * Begins to run what is due. Whoever only looks and puts need not start.
     *
     * @throws IllegalStateException after {@link #close}, and the second time
     */
    @Requires(Permission.NONE)
    void start();

    /**
     * Runs nothing more, stops runs in hand after their page, and waits for them for a bounded time. What was stopped is
     * due at once, for another process or the next start. Legal more than once.
     */
    @Override
    @Requires(Permission.NONE)
    void close();
}
