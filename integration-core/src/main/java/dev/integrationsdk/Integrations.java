package dev.integrationsdk;

import dev.integrationsdk.audit.AuditTrail;
import dev.integrationsdk.connector.Connectors;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Inspection;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.Retention;
import dev.integrationsdk.tenant.Tenants;

/**
 * Connects a multi-tenant application to its customers' systems. The host builds one, keeps it as long as it runs, and
 * closes it. Schedulers take it as the {@link Runner} that it is. Thread-safe.
 */
public final class Integrations implements Runner {
    private final Parts parts;

    Integrations(Parts parts) {
        this.parts = parts;
    }

    /** What it offers. */
    record Parts(
            Connectors connectors,
            Runner runner,
            Health health,
            Tenants tenants,
            AuditTrail audit,
            Inspection inspection,
            Retention retention) {}

    /**
     * Begins to build one.
     *
     * @param repositories where mappings, checkpoints, leases, runs and dead letters are kept
     * @param transactions of the same database, which is also where the handlers write
     */
    public static IntegrationsBuilder builder(Repositories repositories, TransactionRunner transactions) {
        return new IntegrationsBuilder(repositories, transactions);
    }

    /** Which systems there are, and which connectors. */
    public Connectors connectors() {
        return parts.connectors();
    }

    /**
     * Reads a stream to its end on the calling thread. See {@link Runner#run}.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException where no run could begin
     */
    public JobRun run(StreamId stream) {
        return parts.runner().run(RunRequest.of(stream));
    }

    /**
     * Reads a stream to its end on the calling thread, on somebody's behalf. See {@link Runner#run}.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException where no run could begin
     */
    @Override
    public JobRun run(RunRequest request) {
        return parts.runner().run(request);
    }

    /** Asks a run of this process to stop after the page in hand; false if none is running. */
    @Override
    public boolean cancel(StreamId stream) {
        return parts.runner().cancel(stream);
    }

    /** How connectors are, and why they do not run. */
    public Health health() {
        return parts.health();
    }

    /** What concerns tenants as a whole. */
    public Tenants tenants() {
        return parts.tenants();
    }

    /** Who did what. */
    public AuditTrail audit() {
        return parts.audit();
    }

    /** Runs, dead letters and checkpoints as they stand in the database. */
    public Inspection inspection() {
        return parts.inspection();
    }

    /** Removes what is older than the operator wants to keep. */
    public Retention retention() {
        return parts.retention();
    }

    /** Stops every run after the page in hand and closes all connectors. Legal more than once. */
    @Override
    public void close() {
        parts.runner().close();
    }
}
