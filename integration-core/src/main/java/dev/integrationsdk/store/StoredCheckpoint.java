package dev.integrationsdk.store;

import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Instant;
import java.util.Objects;

/**
 * A checkpoint as it stands in the database. Immutable.
 *
 * @param checkpoint the adapter's
 * @param scanComplete whether the scan that wrote it came to its end
 * @param revision grows by one with every write; 1 is the first
 * @param updatedAt by the library's clock
 */
public record StoredCheckpoint(SyncCheckpoint checkpoint, boolean scanComplete, long revision, Instant updatedAt) {
    public StoredCheckpoint {
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }
}
