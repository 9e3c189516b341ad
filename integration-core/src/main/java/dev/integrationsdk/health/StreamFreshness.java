package dev.integrationsdk.health;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.identity.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How fresh what a stream has brought is. Immutable.
 *
 * @param stream which
 * @param checkpointAt when its checkpoint last moved or was confirmed
 * @param age since then, by the library's clock
 * @param lastRun the latest one
 * @param deadLetters of its entity type that nobody has mended
 * @param standstills how many of its latest runs in a row brought records and yet stand where they stood
 */
public record StreamFreshness(
        StreamId stream,
        Instant checkpointAt,
        Duration age,
        Optional<JobRun> lastRun,
        long deadLetters,
        int standstills) {
    private static final int TOO_MANY = 3;

    public StreamFreshness {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(checkpointAt, "checkpointAt");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(lastRun, "lastRun");
    }

    /**
     * Whether somebody should look at it although it runs: records keep arriving, and its position does not move. Once may
     * be chance, such as a record with the very time of the watermark; three times is not.
     */
    public boolean isAmber() {
        return standstills >= TOO_MANY;
    }
}
