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
import dev.integrationsdk.internal.mapping.MappingLookup;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.policy.DeletePolicy;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.scan.ReconcilePlan;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.PullPage;
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
    /** The last full scan is looked for among so many runs of its entity type. */
    private static final int RUNS = 50;

    private final StreamRunner.Environment environment;
    private final RunParts parts;
    private final TimeOrderedIds ids;
    private final MappingLookup mappings;
    private final TenantTurns turns;

    RunOpening(StreamRunner.Environment environment, HandlerRegistry handlers, TimeOrderedIds ids, TenantTurns turns) {
        this.environment = environment;
        this.parts = new RunParts(environment, handlers);
        this.ids = ids;
        this.mappings = new MappingLookup(environment.repositories().fieldMappings());
        this.turns = turns;
    }

    RunParts parts() {
        return parts;
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
                direction(request.stream()),
                (isPush(request.stream()) ? "push " : "pull ")
                        + request.stream().entityType(),
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

    /** A run that is not begun, since too many records of its entity type wait for somebody to mend them. */
    Optional<JobRun> skipIfPaused(RunRequest request, KnownConnector connector) {
        int most = environment.letters().pauseAt();
        if (most == Integer.MAX_VALUE || request.stream().scanKind() == ScanKind.RECORD) {
            return Optional.empty();
        }
        long open = environment
                .transactions()
                .inTransaction(unit -> environment
                        .repositories()
                        .deadLetters()
                        .count(unit, request.stream().scope()));
        return open < most
                ? Optional.empty()
                : Optional.of(job(
                                ids.next(),
                                request,
                                connector.effective().config().system())
                        .ended(
                                RunStatus.SKIPPED,
                                environment.clock().instant(),
                                Optional.of(new JobRun.Failure(
                                        ErrorCode.TOO_MANY_DEAD_LETTERS,
                                        open + " dead letters of "
                                                + request.stream().scope() + " are open",
                                        Optional.empty()))));
    }

    /** Which way a stream's records go. */
    static Direction direction(StreamId stream) {
        return isPush(stream) ? Direction.PUSH : Direction.PULL;
    }

    static boolean isPush(StreamId stream) {
        return stream.scanKind() == ScanKind.PUSH;
    }

    /**
     * What a run is opened for. Immutable.
     *
     * @param concludes what follows from a scan that has ended, rather than reading
     * @param records that the run is to apply, if they are named rather than scanned
     * @param plan by which it repairs this side
     */
    record Purpose(boolean concludes, Optional<RecordsAsked> records, Optional<ReconcilePlan> plan) {
        static final Purpose READ = new Purpose(false, Optional.empty(), Optional.empty());
        static final Purpose CONCLUDE = new Purpose(true, Optional.empty(), Optional.empty());

        static Purpose of(RecordsAsked named) {
            return new Purpose(false, Optional.of(named), Optional.empty());
        }

        static Purpose of(ReconcilePlan plan) {
            return new Purpose(false, Optional.empty(), Optional.of(plan));
        }
    }

    /** A run that holds nothing and is not stored: it may only look. */
    StreamRun rehearse(RunRequest request, Use connector) {
        EntityTypeSpec spec = parts.requireDeclared(connector, request.stream());
        StreamRun.Parts lent = parts.of(connector, request.stream(), spec, Purpose.READ);
        JobRun job = job(ids.next(), request, connector.config().system());
        Lease none = new Lease(job.stream(), job.id().toString(), 0);
        return environment.transactions().inTransaction(unit -> {
            Optional<StoredCheckpoint> standing =
                    environment.repositories().checkpoints().find(unit, job.stream());
            FieldMapping mapping = mappings.effective(unit, job.stream().scope(), Optional.of(spec), lent.mapping())
                    .require();
            return new StreamRun(
                    lent.with(mapping).from(start(unit, job, standing)),
                    new LeaseClaim(none, environment.limits().leaseTime(), () -> 0L, 0L),
                    job);
        });
    }

    StreamRun open(RunRequest request, Use connector, Purpose purpose) {
        StreamId stream = request.stream();
        EntityTypeSpec spec = parts.requireDeclared(connector, stream);
        StreamRun.Parts lent = parts.of(connector, stream, spec, purpose);
        boolean noted = provesAbsence(stream, spec) && lent.policy().deletes() != DeletePolicy.IGNORE;
        Terms terms = new Terms(purpose, spec, noted);
        UUID id = ids.next();
        return environment
                .retries()
                .call(
                        attempt -> turns.take(
                                stream.tenant(),
                                () -> open(job(id, request, connector.config().system()), lent, terms)),
                        (failure, attempt) ->
                                environment.listeners().tell(listener -> listener.retrying(stream, failure, attempt)));
    }

    private static boolean provesAbsence(StreamId stream, EntityTypeSpec spec) {
        return stream.scanKind() == ScanKind.FULL && spec.deletions().contains(EntityTypeSpec.DeletionEvidence.ABSENCE);
    }

    /**
     * @param spec what the adapter declares
     * @param listingNoted whether it is noted what the stream's scans list
     */
    private record Terms(Purpose purpose, EntityTypeSpec spec, boolean listingNoted) {}

    private StreamRun open(JobRun job, StreamRun.Parts lent, Terms terms) {
        long begun = environment.nanoTime().getAsLong();
        return environment.transactions().inTransaction(unit -> {
            LeaseClaim claim = claim(unit, job, begun);
            JobRun started = start(unit, job);
            Optional<StoredCheckpoint> standing =
                    environment.repositories().checkpoints().find(unit, job.stream());
            Optional<SyncCheckpoint> from = terms.purpose().concludes()
                    ? standing.map(StoredCheckpoint::checkpoint)
                    : start(unit, job, standing);
            FieldMapping mapping = mappings.effective(
                            unit, job.stream().scope(), Optional.of(terms.spec()), lent.mapping())
                    .require();
            StreamRun run = new StreamRun(lent.with(mapping).from(from), claim, started);
            run.revision(standing.map(StoredCheckpoint::revision).orElse(0L));
            run.deadLettersOpen(!environment.repositories().deadLetters().isEmpty(unit, run.scope()));
            run.recordsWaiting(environment.repositories().deferredRecords().count(unit, run.scope()) > 0);
            run.verdictsOpen(environment.repositories().reviews().count(unit, run.scope(), ReviewStatus.DECIDED) > 0);
            boolean concludes = standing.filter(StoredCheckpoint::scanComplete).isPresent();
            if (terms.listingNoted() && (!terms.purpose().concludes() || concludes)) {
                noteListing(run, from.isEmpty(), unit);
            }
            return run;
        });
    }

    private void noteListing(StreamRun run, boolean anew, UnitOfWork unit) {
        if (anew) {
            environment
                    .repositories()
                    .scans()
                    .begin(unit, run.stream(), run.job().startedAt());
        }
        environment.repositories().scans().begunAt(unit, run.stream()).ifPresent(run::listingSince);
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
            JobRun started = expecting(unit, job);
            jobRuns.start(unit, started);
            return started;
        });
    }

    /** A full scan is likely to read as much as the last one did. */
    private JobRun expecting(UnitOfWork unit, JobRun job) {
        if (job.stream().scanKind().asPulled() != ScanKind.FULL) {
            return job;
        }
        return environment.repositories().jobRuns().list(unit, job.stream().scope(), RUNS).stream()
                .filter(run -> run.status() == RunStatus.SUCCEEDED
                        && run.stream().scanKind().asPulled() == ScanKind.FULL)
                .findFirst()
                .map(last -> job.withExpected(last.counts().read()))
                .orElse(job);
    }

    /**
     * Where the run begins: an unfinished scan goes on where it stood. A finished full scan begins anew, and so does a
     * backfill of another range; a finished incremental one goes on from its end, and the first one from where a finished
     * full scan began. Named records are other ones every time.
     */
    private Optional<SyncCheckpoint> start(UnitOfWork unit, JobRun job, Optional<StoredCheckpoint> standing) {
        StreamId stream = job.stream();
        if (isPush(stream) || stream.scanKind() == ScanKind.RECORD) {
            return Optional.empty();
        }
        if (standing.isPresent()) {
            return beginsAnew(job, standing.get()) ? Optional.empty() : standing.map(StoredCheckpoint::checkpoint);
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

    private static boolean beginsAnew(JobRun job, StoredCheckpoint standing) {
        return switch (job.stream().scanKind()) {
            case INCREMENTAL -> false;
            case RECONCILE -> true;
            default -> standing.scanComplete() || !standing.range().equals(job.range());
        };
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
                Optional.empty(),
                request.range(),
                Optional.empty());
    }
}
