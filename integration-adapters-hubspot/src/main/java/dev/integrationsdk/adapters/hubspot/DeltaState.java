package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.adapters.hubspot.DeltaPosition.Archived;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Live;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Merges;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Ties;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.PullRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * All that an incremental scan knows, and its notation in a cursor. Immutable.
 *
 * @param start by the slower of both clocks: the next scan begins before it
 * @param stop by the faster of both clocks: what changed after it is left to the next scan
 */
record DeltaState(long start, long stop, DeltaPosition position) {
    private static final String NAME = "delta";

    /** The state that the request's cursor holds; empty at the beginning of a scan. */
    static Optional<DeltaState> read(PullRequest request, ObjectType type) {
        try {
            return Cursor.of(request, NAME, type).map(cursor -> {
                DeltaState state = new DeltaState(cursor.number(), cursor.number(), position(cursor));
                cursor.end();
                return state;
            });
        } catch (ArithmeticException | IllegalArgumentException notMine) {
            throw Cursor.foreign();
        }
    }

    static DeltaState beginning(Instant now, Instant watermark) {
        return new DeltaState(now.toEpochMilli(), now.toEpochMilli(), new Live(watermark.toEpochMilli()));
    }

    DeltaState endingBefore(Instant until) {
        return new DeltaState(start, until.minusNanos(1).toEpochMilli(), position);
    }

    /** Corrected by the remote's clock. */
    DeltaState answeredAt(RecordPage page) {
        return new DeltaState(
                page.earlier(Instant.ofEpochMilli(start)).toEpochMilli(),
                page.later(Instant.ofEpochMilli(stop)).toEpochMilli(),
                position);
    }

    DeltaState at(DeltaPosition next) {
        return new DeltaState(start, stop, isBeyondStop(next) ? new Archived("") : next);
    }

    private boolean isBeyondStop(DeltaPosition next) {
        return next instanceof Live live && live.fromMillis() > stop;
    }

    String cursor(ObjectType type) {
        return Cursor.of(NAME, type) + Cursor.words(start, stop) + words(position);
    }

    private static String words(DeltaPosition position) {
        if (position instanceof Live live) {
            return Cursor.words("live", live.fromMillis(), live.offset());
        }
        if (position instanceof Ties ties) {
            return Cursor.words("ties", ties.millis(), ties.lastId());
        }
        if (position instanceof Merges merges) {
            return Cursor.words("merges", merges.survivor(), merges.lastId()) + words(merges.then());
        }
        if (position instanceof Archived archived) {
            return Cursor.words("archived", archived.after(), archived.recordId(), archived.mergedId());
        }
        throw new IllegalStateException("no notation for " + position.getClass());
    }

    private static DeltaPosition position(Cursor cursor) {
        return switch (cursor.word()) {
            case "live" -> new Live(cursor.number(), Math.toIntExact(cursor.number()));
            case "ties" -> new Ties(cursor.number(), cursor.word());
            case "merges" -> new Merges(ExternalId.of(cursor.word()), cursor.word(), position(cursor));
            case "archived" -> new Archived(cursor.word(), cursor.word(), cursor.word());
            default -> throw Cursor.foreign();
        };
    }
}
