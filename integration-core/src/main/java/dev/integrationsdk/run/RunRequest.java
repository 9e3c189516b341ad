package dev.integrationsdk.run;

import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.PullRange;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for one run of one stream. Immutable; the {@code with} methods return a changed copy.
 *
 * @param stream what to read
 * @param requestedBy who asks
 * @param correlationId follows the run everywhere
 * @param range which part of the past a backfill reads, to the microsecond; empty for all of it and for every other kind
 */
public record RunRequest(StreamId stream, Actor requestedBy, CorrelationId correlationId, Optional<PullRange> range) {
    /** @throws IllegalArgumentException if there is a range, and the stream is no backfill */
    public RunRequest {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(requestedBy, "requestedBy");
        Objects.requireNonNull(correlationId, "correlationId");
        range = range.map(RunRequest::toTheMicrosecond);
        if (range.isPresent() && stream.scanKind() != ScanKind.BACKFILL) {
            throw new IllegalArgumentException("only a backfill has a range, but this is " + stream.scanKind());
        }
    }

    /** Of any kind but the backfill of a range. */
    public RunRequest(StreamId stream, Actor requestedBy, CorrelationId correlationId) {
        this(stream, requestedBy, correlationId, Optional.empty());
    }

    /** Asked by the library itself, under a new correlation id. */
    public static RunRequest of(StreamId stream) {
        return new RunRequest(stream, Actor.SYSTEM, CorrelationId.random());
    }

    /** Reads a range of the past anew, while the stream's live scans go on. */
    public static RunRequest backfill(StreamId stream, PullRange range) {
        return of(stream.with(ScanKind.BACKFILL)).withRange(range);
    }

    public RunRequest withRequestedBy(Actor actor) {
        return new RunRequest(stream, actor, correlationId, range);
    }

    public RunRequest withCorrelationId(CorrelationId id) {
        return new RunRequest(stream, requestedBy, id, range);
    }

    /** @throws IllegalArgumentException if the stream is no backfill */
    public RunRequest withRange(PullRange past) {
        return new RunRequest(stream, requestedBy, correlationId, Optional.of(past));
    }

    /** As it is stored, so that the next run of the same range knows it again. */
    private static PullRange toTheMicrosecond(PullRange range) {
        return new PullRange(
                range.from().truncatedTo(ChronoUnit.MICROS), range.until().truncatedTo(ChronoUnit.MICROS));
    }
}
