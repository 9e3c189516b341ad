package dev.integrationsdk.schedule;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run means for the stream's schedule. Immutable. Authors of a scheduler call it.
 *
 * @param verdict how it counts
 * @param retryAt when the next run is worth it, where that is known; it overrules the schedule
 */
public record RunOutcome(Verdict verdict, Optional<Instant> retryAt) {
    public RunOutcome {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(retryAt, "retryAt");
    }

    /** How a run counts. */
    public enum Verdict {
        SUCCESS,
        /** It stopped early, or could not begin. */
        FAILURE,
        /** It was cancelled, or somebody else has the stream. */
        NEITHER
    }

    /** @throws IllegalArgumentException if the run has not ended */
    public static RunOutcome of(JobRun run) {
        return switch (run.status()) {
            case SUCCEEDED, PARTIAL, NO_PROGRESS -> new RunOutcome(Verdict.SUCCESS, Optional.empty());
            case INCOMPLETE -> new RunOutcome(Verdict.FAILURE, run.failure().flatMap(JobRun.Failure::retryAt));
            case FAILED -> new RunOutcome(Verdict.FAILURE, Optional.empty());
            case CANCELLED, INTERRUPTED, SKIPPED -> new RunOutcome(Verdict.NEITHER, Optional.empty());
            case RUNNING -> throw new IllegalArgumentException("run " + run.id() + " has not ended");
        };
    }

    /** No run could begin. */
    public static RunOutcome of(Throwable why) {
        if (!(why instanceof IntegrationException declared)) {
            return new RunOutcome(Verdict.FAILURE, Optional.empty());
        }
        boolean blameless = declared.code() == ErrorCode.ALREADY_RUNNING || declared.code() == ErrorCode.CANCELLED;
        return new RunOutcome(blameless ? Verdict.NEITHER : Verdict.FAILURE, declared.retryAt());
    }
}
