package dev.integrationsdk.spi.pull;

import dev.integrationsdk.spi.record.Change;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One bounded batch of changes with the position after it. Immutable; made by the adapter through the factories. */
public final class PullPage {
    private final List<Change> changes;
    private final List<UnreadableRecord> unreadable;
    private final SyncCheckpoint next;
    private final @Nullable Completeness completeness;
    private final @Nullable Long total;

    private PullPage(
            List<Change> changes,
            List<UnreadableRecord> unreadable,
            SyncCheckpoint next,
            @Nullable Completeness completeness,
            @Nullable Long total) {
        this.changes = List.copyOf(changes);
        this.unreadable = List.copyOf(unreadable);
        this.next = Objects.requireNonNull(next, "next");
        this.completeness = completeness;
        this.total = total;
    }

    /**
     * There is more to read.
     *
     * @param changes in the order in which they are to be applied; may be empty
     * @param next the position after them; must differ from the request's
     */
    public static PullPage more(List<Change> changes, SyncCheckpoint next) {
        return new PullPage(changes, List.of(), next, null, null);
    }

    /**
     * The scan has come to its end.
     *
     * @param next where the next run of this stream begins, for an incremental scan; for a full one where an incremental
     *     scan may begin
     */
    public static PullPage last(List<Change> changes, SyncCheckpoint next, Completeness completeness) {
        return new PullPage(changes, List.of(), next, Objects.requireNonNull(completeness, "completeness"), null);
    }

    /** The same page with records that could not be read. */
    public PullPage withUnreadable(List<UnreadableRecord> records) {
        return new PullPage(changes, records, next, completeness, total);
    }

    /**
     * The same page with the remote's word on how many records the whole scan gives.
     *
     * @param records an estimate is enough; not negative
     */
    public PullPage withTotal(long records) {
        if (records < 0) {
            throw new IllegalArgumentException("a total cannot be negative, but is " + records);
        }
        return new PullPage(changes, unreadable, next, completeness, records);
    }

    public List<Change> changes() {
        return changes;
    }

    public List<UnreadableRecord> unreadable() {
        return unreadable;
    }

    /** Proposed by the adapter; only the engine stores one. */
    public SyncCheckpoint next() {
        return next;
    }

    /** Present on the last page only. */
    public Optional<Completeness> completeness() {
        return Optional.ofNullable(completeness);
    }

    /** How many records the whole scan gives, where the remote says so. */
    public Optional<Long> total() {
        return Optional.ofNullable(total);
    }

    public boolean isLast() {
        return completeness != null;
    }
}
