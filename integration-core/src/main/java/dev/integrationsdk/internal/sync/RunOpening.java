package dev.integrationsdk.internal.sync;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.call.Call;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.internal.call.Cancellation;
import dev.integrationsdk.internal.connector.Gatekeeper;
import dev.integrationsdk.internal.connector.KnownConnector;
import dev.integrationsdk.internal.connector.OpenConnectors.Use;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.JobRunRepository;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Checks a request, takes the lease, finds the position and writes the run's first row: all or nothing. */
final class RunOpening {
    private final StreamRunner.Environment environment;
    private final HandlerRegistry handlers;
    private final TimeOrderedIds ids;
    private final TenantTurns turns;

    RunOpening(StreamRunner.Environment environment, HandlerRegistry handlers, TimeOrderedIds ids, TenantTurns turns) {
        this.environment = environment;
        this.handlers = handlers;
        this.ids = ids;
        this.turns = turns;
    }

    /** @throws IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may use */
    KnownConnector admit(RunRequest request) {
        ConnectorKey key =
                new ConnectorKey(request.stream().tenant(), request.stream().connector());
        KnownConnector connector = environment.connectors().known(key);
        if (!environment.gate().allows(request.requestedBy(), Permission.USE, connector)) {
            throw Gatekeeper.unknown(key);
        }
        return connector;
    }

    /** A run that is not begun, since the connector or the direction is off; it stands in the integration log alone. */
    Optional<JobRun> skipIfOff(RunRequest request, KnownConnector connector) {
        ConnectorConfig config = connector.effective().config();
        Call<PullPage> call = new Call<>(
                new CalledConnector(config, List.of()),
                Direction.PULL,
                "pull " + request.stream().entityType(),
                new Call.Terms(
                        request.correlationId(),
                        request.requestedBy(),
                        environment.limits().callTimeout(),
                        true,
                        false),
                environment.callLog().caller(new Cancellation()),
                context -> {
                    throw new IllegalStateException("nothing is sent yet");
                });
        Optional<IntegrationException> off = environment.calls().skipIfOff(call);
        return off.map(why -> job(ids.next(), request, config.system())
                .ended(
                        RunStatus.SKIPPED,
                        environment.clock().instant(),
                        Optional.of(new JobRun.Failure(why.code(), "" + why.getMessage(), Optional.empty()))));
    }

    private static StreamRun.Parts parts(Use connector, PullSource source, HandlerRegistry.Entry entry) {
        return new StreamRun.Parts(connector.called(), source, entry.handler(), entry.mapping(), Optional.empty());
    }

    StreamRun open(RunRequest request, Use connector) {
        StreamId stream = request.stream();
        requireDeclared(connector, stream.entityType());
        HandlerRegistry.Entry entry = handlers.require(connector.config().system(), stream.entityType());
        StreamRun.Parts parts = parts(connector, source(connector, stream), entry);
        UUID id = ids.next();
        return environment
                .retries()
                .call(
                        attempt -> turns.take(
                                stream.tenant(),
                                () -> open(job(id, request, connector.config().system()), parts)),
                        (failure, attempt) ->
                                environment.listeners().tell(listener -> listener.retrying(stream, failure, attempt)));
    }

    private StreamRun open(JobRun job, StreamRun.Parts parts) {
        long begun = environment.nanoTime().getAsLong();
        return environment.transactions().inTransaction(unit -> {
            LeaseClaim claim = claim(unit, job, begun);
            JobRun started = start(unit, job);
            Optional<StoredCheckpoint> standing =
                    environment.repositories().checkpoints().find(unit, job.stream());
            Optional<SyncCheckpoint> from = start(unit, job.stream(), standing);
            StreamRun run = new StreamRun(parts.from(from), claim, started);
            run.revision(standing.map(StoredCheckpoint::revision).orElse(0L));
            run.deadLettersOpen(environment.repositories().deadLetters().count(unit, run.scope()) > 0);
            return run;
        });
    }

    private LeaseClaim claim(UnitOfWork unit, JobRun job, long begun) {
        Duration time = environment.limits().leaseTime();
        Lease lease = environment
                .repositories()
                .leases()
                .acquire(unit, job.stream(), job.id().toString(), time);
        return new LeaseClaim(lease, time, environment.nanoTime(), begun);
    }

    /** Writes the run's first row, which is there already if the commit of the attempt before took effect after all. */
    private JobRun start(UnitOfWork unit, JobRun job) {
        JobRunRepository jobRuns = environment.repositories().jobRuns();
        return jobRuns.find(unit, job.stream().tenant(), job.id()).orElseGet(() -> {
            jobRuns.endAbandoned(unit, job.stream(), job.startedAt());
            jobRuns.start(unit, job);
            return job;
        });
    }

    /**
     * Where the run begins: an unfinished scan goes on where it stood. A finished full scan begins anew; a finished
     * incremental one goes on from its end, and the first one from where a finished full scan began.
     */
    private Optional<SyncCheckpoint> start(UnitOfWork unit, StreamId stream, Optional<StoredCheckpoint> standing) {
        if (standing.isPresent()) {
            boolean anew = stream.scanKind() == ScanKind.FULL && standing.get().scanComplete();
            return anew ? Optional.empty() : standing.map(StoredCheckpoint::checkpoint);
        }
        if (stream.scanKind() != ScanKind.INCREMENTAL) {
            return Optional.empty();
        }
        return environment
                .repositories()
                .checkpoints()
                .find(unit, stream.with(ScanKind.FULL))
                .filter(StoredCheckpoint::scanComplete)
                .map(full -> full.checkpoint().withoutCursor());
    }

    private JobRun job(UUID id, RunRequest request, SystemCode system) {
        return new JobRun(
                id,
                request.stream(),
                system,
                request.requestedBy(),
                request.correlationId(),
                RunStatus.RUNNING,
                environment.clock().instant(),
                Optional.empty(),
                RunCounts.none(),
                Optional.empty());
    }

    private static void requireDeclared(Use connector, EntityType entityType) {
        ConnectorDescriptor descriptor = connector.provider().descriptor();
        if (descriptor.entityType(entityType).isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "system '" + connector.config().system() + "' has no entity type '" + entityType + "'; it has "
                            + descriptor.entityTypes());
        }
    }

    private static PullSource source(Use connector, StreamId stream) {
        if (stream.scanKind() != ScanKind.FULL && stream.scanKind() != ScanKind.INCREMENTAL) {
            throw new IntegrationException(
                    ErrorCode.UNSUPPORTED, "scan kind " + stream.scanKind() + " is not run by this version");
        }
        return connector
                .connector()
                .capability(PullSource.class)
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.UNSUPPORTED, "system '" + connector.config().system() + "' cannot be pulled"));
    }
}
