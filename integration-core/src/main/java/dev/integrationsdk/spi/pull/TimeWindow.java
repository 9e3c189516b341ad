package dev.integrationsdk.spi.pull;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.record.Change;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a remote along its times of change, for an adapter whose remote can give records by when they were last changed.
 * It keeps the rules that are easily got wrong: the start is closed and lies an overlap before the watermark; a page that
 * holds nothing but records of one time is passed by their ids; a scan reads nothing that changed after it began, and the
 * watermark never goes back. A record may be read twice, but none is passed by.
 *
 * <p>For each request the adapter asks its remote for one of two things and gives the answer to {@link #page}:
 *
 * <ul>
 *   <li>normally for what was changed from {@link #from} on and before {@link #until}, ordered by time;
 *   <li>if {@link #tiedAfter} is present, for what was changed exactly at {@link #from}, ordered by id, behind that id; an
 *       empty one means from the first on.
 * </ul>
 *
 * <p>Immutable.
 */
public final class TimeWindow {
    /** The number of its notation in checkpoints. */
    public static final int FORMAT = 1;

    private final Terms terms;
    private final Instant start;
    private final Instant floor;
    private final Instant from;
    private final Instant until;
    private final Optional<String> tiedAfter;

    private TimeWindow(
            Terms terms, Instant start, Instant floor, Instant from, Instant until, Optional<String> tiedAfter) {
        this.terms = terms;
        this.start = start;
        this.floor = floor;
        this.from = from;
        this.until = until;
        this.tiedAfter = tiedAfter;
    }

    /**
     * What the adapter knows of its remote's times. Immutable.
     *
     * @param precision the smallest step between two of them
     * @param overlap how far before the watermark a scan begins, for clocks that differ and changes that show late
     */
    public record Terms(Duration precision, Duration overlap) {
        /** @throws IllegalArgumentException if the precision is not positive, or the overlap negative */
        public Terms {
            if (precision.isNegative() || precision.isZero() || overlap.isNegative()) {
                throw new IllegalArgumentException("the precision must be positive, and the overlap not negative");
            }
        }

        /** Milliseconds. */
        public static Terms ofMillis(Duration overlap) {
            return new Terms(Duration.ofMillis(1), overlap);
        }
    }

    /**
     * What the request is to read.
     *
     * @param now by the remote's clock where it is known
     * @throws IntegrationException CURSOR_EXPIRED if the request's checkpoint is not in this notation
     */
    public static TimeWindow of(PullRequest request, Terms terms, Instant now) {
        Instant earliest = request.range().map(PullRange::from).orElse(Instant.EPOCH);
        Optional<SyncCheckpoint> position = request.from();
        if (position.isPresent() && position.get().format() != FORMAT) {
            throw foreign();
        }
        Instant floor = position.map(SyncCheckpoint::watermark)
                .filter(text -> !text.isEmpty())
                .map(TimeWindow::instant)
                .orElse(earliest);
        Optional<String> cursor = position.flatMap(SyncCheckpoint::cursor);
        if (cursor.isPresent()) {
            return resumed(request, terms, floor, cursor.get());
        }
        Instant from = later(earliest, floor.minus(terms.overlap()));
        return new TimeWindow(terms, now, floor, from, until(request, now), Optional.empty());
    }

    private static TimeWindow resumed(PullRequest request, Terms terms, Instant floor, String cursor) {
        String[] words = words(cursor);
        Instant start = instant(words[0]);
        Optional<String> tiedAfter = words.length == 3 ? Optional.of(words[2]) : Optional.empty();
        return new TimeWindow(terms, start, floor, instant(words[1]), until(request, start), tiedAfter);
    }

    private static String[] words(String cursor) {
        String[] words = cursor.split(" ", 3);
        if (words.length < 2) {
            throw foreign();
        }
        return words;
    }

    /** What is wrong with a position, for a {@link CheckpointVetting}; empty if a scan can begin there. */
    public static Optional<String> problem(SyncCheckpoint position) {
        try {
            if (position.format() != FORMAT) {
                throw foreign();
            }
            instant(position.watermark());
            position.cursor().ifPresent(TimeWindow::words);
            return Optional.empty();
        } catch (IntegrationException notMine) {
            return Optional.of("its watermark must be an instant such as 2026-11-21T12:00:00Z, in format " + FORMAT);
        }
    }

    /** What changes while the scan goes on is left to the next one; a backfill has its own end. */
    private static Instant until(PullRequest request, Instant start) {
        return request.range().map(PullRange::until).orElse(start);
    }

    /** Included. */
    public Instant from() {
        return from;
    }

    /** Not included. */
    public Instant until() {
        return until;
    }

    /** Present if only records of exactly {@link #from} are wanted, whose ids come behind this one; empty for all of them. */
    public Optional<String> tiedAfter() {
        return tiedAfter;
    }

    /**
     * The page for the engine, with the position after it.
     *
     * @param changes in the remote's order
     * @param last time and id of the last record of the answer, taken or not; empty if there was none
     * @param hasMore whether the remote has more for the same question
     * @throws IntegrationException INVALID_PAYLOAD if there is more but nothing to go on from
     */
    public PullPage page(List<Change> changes, Optional<Stamp> last, boolean hasMore) {
        Optional<TimeWindow> next = tiedAfter.isPresent() ? afterTies(last, hasMore) : afterTimes(last, hasMore);
        return next.map(window -> PullPage.more(changes, window.checkpoint()))
                .orElseGet(() -> PullPage.last(changes, end(), Completeness.COMPLETE));
    }

    private Optional<TimeWindow> afterTimes(Optional<Stamp> last, boolean hasMore) {
        if (!hasMore) {
            return Optional.empty();
        }
        Instant reached = last.orElseThrow(TimeWindow::standstill).at();
        if (reached.isBefore(from)) {
            throw standstill();
        }
        return Optional.of(reached.equals(from) ? at(from, Optional.of("")) : at(reached, Optional.empty()));
    }

    private Optional<TimeWindow> afterTies(Optional<Stamp> last, boolean hasMore) {
        if (!hasMore) {
            Instant next = from.plus(terms.precision());
            return next.isBefore(until) ? Optional.of(at(next, Optional.empty())) : Optional.empty();
        }
        String id = last.orElseThrow(TimeWindow::standstill).id();
        if (tiedAfter.equals(Optional.of(id))) {
            throw standstill();
        }
        return Optional.of(at(from, Optional.of(id)));
    }

    private TimeWindow at(Instant reached, Optional<String> behind) {
        return new TimeWindow(terms, start, later(floor, reached), reached, until, behind);
    }

    /** Good for ever up to what was read, should the remote forget the rest. */
    private SyncCheckpoint checkpoint() {
        return SyncCheckpoint.of(FORMAT, floor.toString())
                .withCursor(start + " " + from + tiedAfter.map(id -> " " + id).orElse(""));
    }

    private SyncCheckpoint end() {
        return SyncCheckpoint.of(FORMAT, later(floor, until).toString());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw foreign();
        }
    }

    private static IntegrationException foreign() {
        return new IntegrationException(
                ErrorCode.CURSOR_EXPIRED, "this checkpoint is not in the notation of a time window");
    }

    private static IntegrationException standstill() {
        return new IntegrationException(
                ErrorCode.INVALID_PAYLOAD, "the remote says that there is more, but gives nothing to go on from");
    }

    @Override
    public String toString() {
        return "TimeWindow[" + from + " until " + until + (tiedAfter.isPresent() ? ", tied" : "") + "]";
    }

    /**
     * Where a record stands in the order of times. Immutable.
     *
     * @param at when it was last changed, by the remote's clock
     * @param id in the remote's own order
     */
    public record Stamp(Instant at, String id) {
        public Stamp {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(id, "id");
        }
    }
}
