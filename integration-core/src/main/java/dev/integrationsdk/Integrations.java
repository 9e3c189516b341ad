package dev.integrationsdk;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditTrail;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Connectors;
import dev.integrationsdk.credential.KeptCredentials;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.letter.DeadLetters;
import dev.integrationsdk.mapping.FieldMappings;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.push.Pushes;
import dev.integrationsdk.review.Reviews;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.Records;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.scan.Adoption;
import dev.integrationsdk.scan.Checkpoints;
import dev.integrationsdk.scan.Preview;
import dev.integrationsdk.scan.Reconciliation;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Inspection;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.Retention;
import dev.integrationsdk.tenant.Tenants;
import java.util.Optional;
import java.util.function.Function;

/**
 * Connects a multi-tenant application to its customers' systems. The host builds one, keeps it as long as it runs, and
 * closes it. Thread-safe.
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
            Records records,
            DeadLetters deadLetters,
            Health health,
            Tenants tenants,
            AuditTrail audit,
            KeptCredentials keptCredentials,
            Pushes pushes,
            Reviews reviews,
            FieldMappings fieldMappings,
            Scheduling scheduling,
            Optional<OAuthConnections> oauth,
            Scans scans,
            Gate gate,
            Function<Actor, Inspection> inspection,
            Function<Actor, Retention> retention) {}

    /** What is done with scans beside running them. */
    record Scans(Checkpoints checkpoints, Adoption adoption, Reconciliation reconciliation, Rehearsals rehearsals) {}

    /** Looks what a run would do. */
    interface Rehearsals {
        Preview of(RunRequest request, int records);
    }

    /** Throws for what an actor may not do. */
    interface Gate {
        void accept(Actor actor, Permission permission, ConnectorKey connector);
    }

    /**
     * Begins to build one.
     *
     * @param repositories where mappings, checkpoints, leases, runs and dead letters are kept
     * @param transactions of the same database, which is also where the handlers write
     */
    @Requires(Permission.NONE)
    public static IntegrationsBuilder builder(Repositories repositories, TransactionRunner transactions) {
        return new IntegrationsBuilder(repositories, transactions);
    }

    /** Which systems there are, and which connectors. */
    @Requires(Permission.NONE)
    public Connectors connectors() {
        return parts.connectors();
    }

    /**
     * Reads a stream to its end on the calling thread, asked by the host's own code. See {@link Runner#run}.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException where no run could begin
     */
    @Requires(Permission.NONE)
    public JobRun run(StreamId stream) {
        return parts.runner().run(RunRequest.of(stream));
    }

    /**
     * Reads a stream to its end on the calling thread, on somebody's behalf. See {@link Runner#run}.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException where no run could begin
     */
    @Override
    @Requires(Permission.USE)
    public JobRun run(RunRequest request) {
        return parts.runner().run(request);
    }

    /** Asks a run of this process to stop after the page in hand; false if none is running. Schedulers call it. */
    @Override
    @Requires(Permission.NONE)
    public boolean cancel(StreamId stream) {
        return parts.runner().cancel(stream);
    }

    /**
     * Asks a run of this process to stop after the page in hand; false if none is running.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may use
     */
    @Requires(Permission.USE)
    public boolean cancel(Actor actor, StreamId stream) {
        parts.gate().accept(actor, Permission.USE, new ConnectorKey(stream.tenant(), stream.connector()));
        return parts.runner().cancel(stream);
    }

    /** What a scheduler is given. */
    @Requires(Permission.NONE)
    public Scheduling scheduling() {
        return parts.scheduling();
    }

    /** Runs over single records that somebody names. */
    @Requires(Permission.NONE)
    public Records records() {
        return parts.records();
    }

    /** Records that could not be applied, and those that wait for others. */
    @Requires(Permission.NONE)
    public DeadLetters deadLetters() {
        return parts.deadLetters();
    }

    /**
     * What a run would do: the stream is read from where a run would begin, everything is decided, and nothing is written,
     * applied or moved. Of a stream that has never run it says what the first sync would adopt and create.
     *
     * @param records reads on until there were so many, 1 to {@value Preview#MOST_RECORDS}, or the stream ends
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may use,
     *     where no run could begin, or what would have stopped it
     */
    @Requires(Permission.USE)
    public Preview preview(Actor actor, RunRequest request, int records) {
        if (records < 1 || records > Preview.MOST_RECORDS) {
            throw new IllegalArgumentException("1 to " + Preview.MOST_RECORDS + " records, but not " + records);
        }
        return parts.scans().rehearsals().of(request.withRequestedBy(actor), records);
    }

    /** Positions of streams. */
    @Requires(Permission.NONE)
    public Checkpoints checkpoints() {
        return parts.scans().checkpoints();
    }

    /** Comparing both sides, and repairing one. */
    @Requires(Permission.NONE)
    public Reconciliation reconciliation() {
        return parts.scans().reconciliation();
    }

    /** Pairs that the host knows before its first sync. */
    @Requires(Permission.NONE)
    public Adoption adoption() {
        return parts.scans().adoption();
    }

    /** How connectors are, and why they do not run. */
    @Requires(Permission.NONE)
    public Health health() {
        return parts.health();
    }

    /** What concerns tenants as a whole. */
    @Requires(Permission.NONE)
    public Tenants tenants() {
        return parts.tenants();
    }

    /** Secrets that the library keeps encrypted. */
    @Requires(Permission.NONE)
    public KeptCredentials keptCredentials() {
        return parts.keptCredentials();
    }

    /** What tenants say otherwise of field mappings. */
    @Requires(Permission.NONE)
    public FieldMappings fieldMappings() {
        return parts.fieldMappings();
    }

    /**
     * Accounts that are connected by OAuth.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if the library was built without
     *     encryption keys, under which tokens are kept
     */
    @Requires(Permission.NONE)
    public OAuthConnections oauth() {
        return parts.oauth()
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "the library was built without encryption keys: give some to the builder to keep tokens"));
    }

    /** Rows that are to be written to the remote. */
    @Requires(Permission.NONE)
    public Pushes pushes() {
        return parts.pushes();
    }

    /** What people must decide. */
    @Requires(Permission.NONE)
    public Reviews reviews() {
        return parts.reviews();
    }

    /** Who did what. */
    @Requires(Permission.NONE)
    public AuditTrail audit() {
        return parts.audit();
    }

    /** Runs, dead letters, checkpoints and calls as they stand in the database, as far as this actor may see them. */
    @Requires(Permission.READ)
    public Inspection inspection(Actor actor) {
        return parts.inspection().apply(actor);
    }

    /**
     * Removes what is older than the operator wants to keep.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if the actor may not
     */
    @Requires(Permission.OPERATE)
    @Audited(AuditAction.HISTORY_PURGED)
    public Retention retention(Actor actor) {
        return parts.retention().apply(actor);
    }

    /** Stops every run after the page in hand and closes all connectors. Legal more than once. */
    @Override
    @Requires(Permission.NONE)
    public void close() {
        parts.runner().close();
    }
}
