package dev.integrationsdk.run;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One execution of an import, as far as it has come. Immutable; the {@code with} methods return a changed copy.
 *
 * @param id time-ordered
 * @param stream what was read
 * @param system from where
 * @param requestedBy who asked
 * @param correlationId of everything the run did
 * @param status where it stands
 * @param startedAt by the library's clock
 * @param completedAt present once the status is terminal; not before {@code startedAt}
 * @param counts what became of the records it read
 * @param failure why it stopped early
 */
public record JobRun(
        UUID id,
        StreamId stream,
        SystemCode system,
        Actor requestedBy,
        CorrelationId correlationId,
        RunStatus status,
        Instant startedAt,
        Optional<Instant> completedAt,
        RunCounts counts,
        Optional<Failure> failure) {

    /** The same run after more records. */
    public JobRun withCounts(RunCounts soFar) {
        return new JobRun(
                id, stream, system, requestedBy, correlationId, status, startedAt, completedAt, soFar, failure);
    }

    /** @throws IllegalStateException if the run has ended already */
    public JobRun ended(RunStatus end, Instant at, Optional<Failure> why) {
        if (!status.canMoveTo(end)) {
            throw new IllegalStateException("run " + id + " cannot move from " + status + " to " + end);
        }
        Instant notBeforeStart = at.isBefore(startedAt) ? startedAt : at;
        return new JobRun(
                id,
                stream,
                system,
                requestedBy,
                correlationId,
                end,
                startedAt,
                Optional.of(notBeforeStart),
                counts,
                why);
    }

    /**
     * Why a run stopped early. Immutable.
     *
     * @param code from the one table of errors
     * @param message what was wrong and where
     * @param retryAt when it is worth starting the next run, where that is known
     */
    public record Failure(ErrorCode code, String message, Optional<Instant> retryAt) {}
}
