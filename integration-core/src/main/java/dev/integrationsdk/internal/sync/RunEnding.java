package dev.integrationsdk.internal.sync;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.SafeCause;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.Repositories;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes how a run ended and gives its lease back. */
final class RunEnding {
    private static final Logger LOG = LoggerFactory.getLogger(RunEnding.class);

    private final StreamRunner.Environment environment;
    private final TenantTurns turns;

    RunEnding(StreamRunner.Environment environment, TenantTurns turns) {
        this.environment = environment;
        this.turns = turns;
    }

    JobRun succeeded(StreamRun run) {
        return end(run, run.whole(), Optional.empty());
    }

    private static By by(StreamRun run) {
        return new By(run.job().requestedBy(), run.job().correlationId());
    }

    JobRun failed(StreamRun run, Throwable cause) {
        IntegrationException failure = cause instanceof IntegrationException declared
                ? declared
                : new IntegrationException(
                        ErrorCode.ENGINE_DEFECT,
                        "the library threw " + cause.getClass().getName(),
                        SafeCause.of(cause));
        LOG.warn("Run {} of {} stopped: {}", run.job().id(), run.stream(), failure.explanation(), logged(failure));
        RunStatus status = status(failure.code());
        Optional<Instant> retryAt = failure.retryAt();
        if (status == RunStatus.INCOMPLETE && retryAt.isEmpty()) {
            retryAt = Optional.of(environment.clock().instant().plus(policy(run).restAfterFailure()));
        }
        return end(run, status, Optional.of(new JobRun.Failure(failure.code(), "" + failure.getMessage(), retryAt)));
    }

    /** What the host's own handler says is the host's to read; what others say may hold a secret. */
    private static Throwable logged(IntegrationException failure) {
        return failure.code() == ErrorCode.HANDLER_FAILED ? failure : SafeCause.of(failure);
    }

    private RetryPolicy policy(StreamRun run) {
        return run.connector()
                .config()
                .retryPolicy()
                .orElse(environment.retries().policy());
    }

    private static RunStatus status(ErrorCode code) {
        return switch (code.disposition()) {
            case RETRY, RETRY_AT, RESTART_SCAN -> RunStatus.INCOMPLETE;
            case REJECT_RECORD, VERIFY_OUTCOME, PAUSE_STREAM, PAUSE_CONNECTOR -> RunStatus.FAILED;
            case STOP ->
                switch (code) {
                    case CANCELLED, SWITCHED_OFF -> RunStatus.CANCELLED;
                    case LEASE_LOST -> RunStatus.INTERRUPTED;
                    default -> RunStatus.FAILED;
                };
        };
    }

    /** If the store cannot take it, the caller is told all the same, and the next run of the stream tidies up. */
    private JobRun end(StreamRun run, RunStatus status, Optional<JobRun.Failure> failure) {
        boolean interrupted = Thread.interrupted();
        JobRun ended;
        try {
            ended = environment
                    .retries()
                    .call(
                            attempt -> turns.take(
                                    run.stream().tenant(),
                                    () -> environment
                                            .transactions()
                                            .inTransaction(unit -> end(unit, run, status, failure))),
                            (cause, attempt) -> environment
                                    .listeners()
                                    .tell(listener -> listener.retrying(run.stream(), cause, attempt)));
        } catch (RuntimeException unwritten) {
            ended = run.job().ended(status, environment.clock().instant(), failure);
            LOG.warn("The end of run {} of {} could not be written", ended.id(), run.stream(), unwritten);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        run.calls().report(environment.callLog());
        JobRun told = ended;
        environment.listeners().tell(listener -> listener.runEnded(told));
        return ended;
    }

    /**
     * The counts are those that were committed: after a commit of unknown outcome the run's own may fall short. Nothing is
     * written for a tenant that was removed meanwhile.
     */
    private JobRun end(UnitOfWork unit, StreamRun run, RunStatus status, Optional<JobRun.Failure> failure) {
        Repositories repositories = environment.repositories();
        JobRun stored = repositories
                .jobRuns()
                .find(unit, run.stream().tenant(), run.job().id())
                .orElse(run.job());
        JobRun ended = run.job()
                .withCounts(stored.counts())
                .ended(status, environment.clock().instant(), failure);
        repositories.jobRuns().update(unit, ended);
        if (status.isWhole() && ended.counts().read() > 0) {
            environment
                    .ledger()
                    .happened(
                            unit,
                            by(run),
                            EventKind.DATA_SYNCED,
                            new ConnectorKey(run.stream().tenant(), run.stream().connector()),
                            Map.of(
                                    "runId", ended.id().toString(),
                                    "entityType", run.stream().entityType().value(),
                                    "scanKind", run.stream().scanKind().name(),
                                    "read", String.valueOf(ended.counts().read())));
        }
        if (failure.filter(why -> why.code() == ErrorCode.TOO_MANY_DEAD_LETTERS).isPresent()) {
            environment
                    .ledger()
                    .happened(
                            unit,
                            by(run),
                            EventKind.ENTITY_TYPE_PAUSED,
                            new ConnectorKey(run.stream().tenant(), run.stream().connector()),
                            Map.of(
                                    "runId", ended.id().toString(),
                                    "entityType", run.stream().entityType().value()));
        }
        boolean stillThere = repositories
                .jobRuns()
                .find(unit, run.stream().tenant(), run.job().id())
                .isPresent();
        if (stillThere) {
            run.calls().write(environment.callLog(), unit);
        }
        repositories.leases().release(unit, run.lease());
        return ended;
    }
}
