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
 */
record Watermark(Optional<Instant> completeSince, Optional<IdAttribute> idAttribute) {
    /** The number of this notation. */
    static final int FORMAT = 1;

    private static final String NEVER = "-";

    /** What cannot be read counts as nothing: a full scan needs neither part. */
    static Watermark of(Optional<SyncCheckpoint> from) {
        String[] parts = from.filter(checkpoint -> checkpoint.format() == FORMAT)
                .map(SyncCheckpoint::watermark)
                .orElse("")
                .split(" ", 2);
        return new Watermark(
                instant(parts[0]), parts.length < 2 ? Optional.empty() : Optional.of(IdAttribute.named(parts[1])));
    }

    SyncCheckpoint checkpoint() {
        String since = completeSince.map(Instant::toString).orElse(NEVER);
        return SyncCheckpoint.of(FORMAT, since + idAttribute.map(id -> " " + id).orElse(""));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() || text.equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
