package dev.integrationsdk.store;

import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A checkpoint as it stands in the database. Immutable.
 *
 * @param checkpoint the adapter's
 * @param ended whether the scan that wrote it saw everything; empty as long as it has not come to its end
 * @param range which part of the past the scan reads; empty unless it is a backfill of a range
 * @param revision grows by one with every write; 1 is the first
 * @param updatedAt by the library's clock
 */
public record StoredCheckpoint(
        SyncCheckpoint checkpoint,
        Optional<Completeness> ended,
        Optional<PullRange> range,
        long revision,
        Instant updatedAt) {
    public StoredCheckpoint {
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(ended, "ended");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    /**
     * Of a scan without a range.
     *
     * @param scanComplete whether it came to its end, and saw everything
     */
    public StoredCheckpoint(SyncCheckpoint checkpoint, boolean scanComplete, long revision, Instant updatedAt) {
        this(
                checkpoint,
                scanComplete ? Optional.of(Completeness.COMPLETE) : Optional.empty(),
                Optional.empty(),
                revision,
                updatedAt);
    }

    /** Whether the scan that wrote it came to its end; {@link #ended} says whether it saw everything. */
    public boolean scanComplete() {
        return ended.isPresent();
    }
}
