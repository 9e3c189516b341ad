package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The durable part of a checkpoint. Immutable.
 *
 * @param completeSince when the last complete scan began, by the host's clock
 * @param idAttribute by which records were identified: the next scan must not choose another by itself
 * @param feed where a scan of changes goes on; empty where none can
 */
record Watermark(Optional<Instant> completeSince, Optional<IdAttribute> idAttribute, Optional<FeedPosition> feed) {
    /** The number of this notation. The one before had no feed. */
    static final int FORMAT = 2;

    private static final int FIRST_FORMAT = 1;
    private static final int PARTS = 3;
    private static final String NONE = "-";

    /** What cannot be read counts as nothing: a full scan needs no part, and a scan of changes reads everything. */
    static Watermark of(Optional<SyncCheckpoint> from) {
        String[] parts = from.filter(checkpoint -> checkpoint.format() == FORMAT || checkpoint.format() == FIRST_FORMAT)
                .map(SyncCheckpoint::watermark)
                .orElse("")
                .split(" ", PARTS);
        return new Watermark(
                instant(parts[0]),
                parts.length < 2 || parts[1].equals(NONE) ? Optional.empty() : Optional.of(IdAttribute.named(parts[1])),
                parts.length < PARTS ? Optional.empty() : FeedPosition.parse(parts[2]));
    }

    SyncCheckpoint checkpoint() {
        String since = completeSince.map(Instant::toString).orElse(NONE);
        String id = idAttribute.map(IdAttribute::toString).orElse(NONE);
        return SyncCheckpoint.of(
                FORMAT, since + " " + id + feed.map(position -> " " + position).orElse(""));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() || text.equals(NONE) ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
