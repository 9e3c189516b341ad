package dev.integrationsdk.schedule;

import dev.integrationsdk.spi.identity.StreamId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A stream with its schedule, as it stands. Immutable.
 *
 * @param stream what is run
 * @param schedule how often
 * @param nextRun when it is due; while it is running, when it was
 * @param lastSuccess the end of the last run that came to its end
 * @param lastFailure the end of the last one that stopped early, or the last time that none could begin; why is on the job
 *     run and in the log
 * @param consecutiveFailures how many since the last success
 * @param running whether somebody has it in hand
 */
public record ScheduledStream(
        StreamId stream,
        Schedule schedule,
        Instant nextRun,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure,
        int consecutiveFailures,
        boolean running) {
    public ScheduledStream {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(nextRun, "nextRun");
        Objects.requireNonNull(lastSuccess, "lastSuccess");
        Objects.requireNonNull(lastFailure, "lastFailure");
    }
}
