package dev.integrationsdk.spi.pull;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has been read, in the adapter's own notation: the engine stores it and hands it back, and never reads
 * it. It has a durable part and a perishable one. When the remote no longer takes the perishable part, the engine
 * drops it and goes on from the durable one.
 *
 * <p>Immutable.
 */
public final class SyncCheckpoint {
    /** Longest text of either part. */
    public static final int MAX_LENGTH = 8_192;

    private final int format;
    private final String watermark;
    private final @Nullable String cursor;

    private SyncCheckpoint(int format, String watermark, @Nullable String cursor) {
        this.format = format;
        this.watermark = bounded("watermark", watermark);
        this.cursor = cursor == null ? null : bounded("cursor", cursor);
    }

    /**
     * @param format number of the notation, so that a later adapter can tell an old checkpoint from its own
     * @param watermark valid for ever; may be empty where nothing has been read to its end yet
     */
    public static SyncCheckpoint of(int format, String watermark) {
        return new SyncCheckpoint(format, watermark, null);
    }

    /** The same durable part with this perishable one, such as a page token. */
    public SyncCheckpoint withCursor(String pageToken) {
        return new SyncCheckpoint(format, watermark, Objects.requireNonNull(pageToken, "pageToken"));
    }

    /** The durable part alone. */
    public SyncCheckpoint withoutCursor() {
        return new SyncCheckpoint(format, watermark, null);
    }

    public int format() {
        return format;
    }

    public String watermark() {
        return watermark;
    }

    public Optional<String> cursor() {
        return Optional.ofNullable(cursor);
    }

    private static String bounded(String part, String text) {
        if (Objects.requireNonNull(text, part).length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    part + " must have at most " + MAX_LENGTH + " characters, but has " + text.length());
        }
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SyncCheckpoint checkpoint
                && format == checkpoint.format
                && watermark.equals(checkpoint.watermark)
                && Objects.equals(cursor, checkpoint.cursor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(format, watermark, cursor);
    }

    @Override
    public String toString() {
        return "SyncCheckpoint[" + format + ", " + watermark + (cursor == null ? "" : ", with cursor") + "]";
    }
}
