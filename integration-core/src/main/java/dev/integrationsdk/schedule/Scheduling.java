package dev.integrationsdk.schedule;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.StreamId;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The library as a scheduler sees it: what it runs, whom it asks who may, and where it tells what was done. Implemented by
 * the library, and called by authors of a {@link Scheduler}; thread-safe.
 */
public interface Scheduling {
    /** Runs streams. */
    Runner runner();

    /** Checks connectors. */
    Health health();

    /**
     * How often the streams of this stream's connector are run, by its configuration as it stands now. The database may be
     * asked, so call it outside of a transaction.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is no such connector,
     *     INVALID_CONFIGURATION if it has no poll interval or cannot be used, STORE_UNAVAILABLE if the database cannot be
     *     reached
     */
    Duration pollInterval(StreamId stream);

    /** Whether somebody may do this to the stream's connector. */
    boolean allows(Actor actor, Permission permission, StreamId stream);

    /**
     * Refuses what somebody may not do.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is no connector that the actor
     *     may do this to
     */
    void require(Actor actor, Permission permission, StreamId stream);

    /**
     * Changes a stream's schedule for somebody who may configure its connector, in one transaction with its audit. What is
     * refused is audited too.
     *
     * @param detail for the audit: what is done
     * @param prepared asked for once the actor is found to be allowed, outside of the transaction. The work may run more
     *     than once, and says whether it has changed anything: else nothing is audited.
     * @return what the work has said
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is no connector that the actor
     *     may configure, STORE_UNAVAILABLE if the database cannot be reached
     */
    boolean change(
            Actor actor,
            AuditAction action,
            StreamId stream,
            String detail,
            Supplier<TransactionRunner.Work<Boolean>> prepared);
}
