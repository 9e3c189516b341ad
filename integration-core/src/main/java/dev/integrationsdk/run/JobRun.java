package dev.integrationsdk.run;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.PullRange;
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
 * @param range which part of the past a backfill reads
 * @param expected how many records it is likely to read, by what the remote says or the last run of its kind; a guess
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
        Optional<Failure> failure,
        Optional<PullRange> range,
        Optional<Long> expected) {
    private static final double MOST_BEFORE_THE_END = 0.99;

    /** Of no range, and without an estimate. */
    public JobRun(
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
        this(
                id,
                stream,
                system,
                requestedBy,
                correlationId,
                status,
                startedAt,
                completedAt,
                counts,
                failure,
                Optional.empty(),
                Optional.empty());
    }

    /** The same run after more records. */
    public JobRun withCounts(RunCounts soFar) {
        return copy(status, completedAt, soFar, failure, expected);
    }

    /** The same run, once it is known how many records there are. */
    public JobRun withExpected(long records) {
        return copy(status, completedAt, counts, failure, Optional.of(records));
    }

    /** How much of what is expected it has read, 0 to 1, once it is known; 1 only when it has come to its end. */
    public Optional<Double> progress() {
        if (status.isWhole()) {
            return Optional.of(1.0);
        }
        return expected.filter(records -> records > 0)
                .map(records -> Math.min(MOST_BEFORE_THE_END, (double) counts.read() / records));
    }

    /** What it did, in one sentence for a person; no secret and no personal data. */
    public String summary() {
        String what = stream.scanKind() + " of " + stream.entityType()
                + range.map(past -> " from " + past.from() + " until " + past.until())
                        .orElse("");
        return what + " by " + requestedBy + ": " + status + ", " + counts
                + failure.map(why -> "; " + why.code() + ": " + why.message()).orElse("");
    }

    /** @throws IllegalStateException if the run has ended already */
    public JobRun ended(RunStatus end, Instant at, Optional<Failure> why) {
        if (!status.canMoveTo(end)) {
            throw new IllegalStateException("run " + id + " cannot move from " + status + " to " + end);
        }
        Instant notBeforeStart = at.isBefore(startedAt) ? startedAt : at;
        return copy(end, Optional.of(notBeforeStart), counts, why, expected);
    }

    private JobRun copy(
            RunStatus other, Optional<Instant> end, RunCounts soFar, Optional<Failure> why, Optional<Long> records) {
        return new JobRun(
                id, stream, system, requestedBy, correlationId, other, startedAt, end, soFar, why, range, records);
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
