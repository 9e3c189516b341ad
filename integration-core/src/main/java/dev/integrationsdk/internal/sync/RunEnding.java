package dev.integrationsdk.internal.sync;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes how a run ended and gives its lease back. */
final class RunEnding {
    private static final Logger LOG = LoggerFactory.getLogger(RunEnding.class);

    private final StreamRunner.Environment environment;

    RunEnding(StreamRunner.Environment environment) {
        this.environment = environment;
    }

    JobRun succeeded(StreamRun run) {
        return end(run, RunStatus.SUCCEEDED, Optional.empty());
    }

    JobRun failed(StreamRun run, Throwable cause) {
        IntegrationException failure = cause instanceof IntegrationException declared
                ? declared
                : new IntegrationException(
                        ErrorCode.ENGINE_DEFECT,
                        "the library threw " + cause.getClass().getName(),
                        cause);
        LOG.warn("Run {} of {} stopped: {}", run.job().id(), run.stream(), failure.explanation(), cause);
        RunStatus status = status(failure.code());
        Optional<Instant> retryAt = failure.retryAt();
        if (status == RunStatus.INCOMPLETE && retryAt.isEmpty()) {
            retryAt = Optional.of(environment
                    .clock()
                    .instant()
                    .plus(environment.retries().policy().restAfterFailure()));
        }
        return end(run, status, Optional.of(new JobRun.Failure(failure.code(), "" + failure.getMessage(), retryAt)));
    }

    private static RunStatus status(ErrorCode code) {
        return switch (code.disposition()) {
            case RETRY, RETRY_AT, RESTART_SCAN -> RunStatus.INCOMPLETE;
            case REJECT_RECORD, VERIFY_OUTCOME, PAUSE_STREAM, PAUSE_CONNECTOR -> RunStatus.FAILED;
            case STOP ->
                switch (code) {
                    case CANCELLED -> RunStatus.CANCELLED;
                    case LEASE_LOST -> RunStatus.INTERRUPTED;
                    default -> RunStatus.FAILED;
                };
        };
    }

    /** If the store cannot take it, the caller is told all the same, and the next run of the stream tidies up. */
    private JobRun end(StreamRun run, RunStatus status, Optional<JobRun.Failure> failure) {
        JobRun ended = run.job().ended(status, environment.clock().instant(), failure);
        try {
            environment.transactions().inTransaction(unit -> {
                environment.repositories().jobRuns().update(unit, ended);
                environment.repositories().leases().release(unit, run.lease());
                return ended;
            });
        } catch (RuntimeException unwritten) {
            LOG.warn("The end of run {} of {} could not be written", ended.id(), run.stream(), unwritten);
        }
        environment.listeners().tell(listener -> listener.runEnded(ended));
        return ended;
    }
}
