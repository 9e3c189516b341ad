package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The notation of both parts of a checkpoint. The watermark is an instant in ISO 8601. The cursor is a row of percent-encoded
 * words between tildes, of which the first two name the scan and the object type. Confined to one reading.
 */
final class Cursor {
    static final int FORMAT = 1;

    private final Iterator<String> words;

    private Cursor(List<String> words) {
        this.words = words.iterator();
    }

    /** The first two words. */
    static String of(String scan, ObjectType type) {
        return scan + "~" + type.path();
    }

    /** Further words, to be written behind others. */
    static String words(Object... words) {
        return Arrays.stream(words)
                .map(word -> "~" + URLEncoder.encode(word.toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /**
     * The cursor of a request, past its first two words.
     *
     * @throws IntegrationException CURSOR_EXPIRED if it belongs to another scan; INVALID_CONFIGURATION if a later version
     *     of this adapter wrote it
     */
    static Optional<Cursor> of(PullRequest request, String scan, ObjectType type) {
        Optional<SyncCheckpoint> from = request.from();
        if (from.isPresent() && from.get().format() > FORMAT) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the checkpoint has format " + from.get().format() + ", but this adapter knows " + FORMAT
                            + " at most: a later version wrote it");
        }
        return from.flatMap(SyncCheckpoint::cursor)
                .filter(text -> !text.isBlank())
                .map(text -> {
                    Cursor cursor = new Cursor(Arrays.stream(text.split("~", -1))
                            .map(Cursor::decoded)
                            .toList());
                    if (!cursor.word().equals(scan) || !cursor.word().equals(type.path())) {
                        throw foreign();
                    }
                    return cursor;
                });
    }

    /** The durable part of a request's checkpoint; a blank one counts as none. */
    static Optional<Instant> watermark(PullRequest request) {
        return request.from()
                .map(SyncCheckpoint::watermark)
                .filter(text -> !text.isBlank())
                .map(Cursor::instant);
    }

    static SyncCheckpoint checkpoint(Instant watermark) {
        return SyncCheckpoint.of(FORMAT, watermark.toString());
    }

    String word() {
        if (!words.hasNext()) {
            throw foreign();
        }
        return words.next();
    }

    long number() {
        try {
            return Long.parseLong(word());
        } catch (NumberFormatException notMine) {
            throw foreign();
        }
    }

    /** @throws IntegrationException CURSOR_EXPIRED if there is more */
    void end() {
        if (words.hasNext()) {
            throw foreign();
        }
    }

    static IntegrationException foreign() {
        return new IntegrationException(
                ErrorCode.CURSOR_EXPIRED, "the checkpoint's cursor is not one that this scan has written");
    }

    private static String decoded(String word) {
        try {
            return URLDecoder.decode(word, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notMine) {
            throw foreign();
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notMine) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the checkpoint's watermark is no instant: another adapter wrote it, and the stream has to begin anew");
        }
    }
}
