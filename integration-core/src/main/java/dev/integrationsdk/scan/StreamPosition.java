package dev.integrationsdk.scan;

import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.StoredCheckpoint;
import java.util.Objects;

/**
 * Where a stream stands. Immutable.
 *
 * @param stream which
 * @param checkpoint the adapter's position, whether its scan has ended, and since when it stands there
 */
public record StreamPosition(StreamId stream, StoredCheckpoint checkpoint) {
    public StreamPosition {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }
}
