package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scan has seen so far, and what that proves. It proves that everything was seen only if the directory said so, no
 * limit, reference or unreadable entry can have hidden a record, and there was at least one. Not thread-safe.
 */
final class ScanOutcome {
    private final Instant startedAt;
    private final Watermark before;
    private Optional<IdAttribute> idAttribute;
    private @Nullable FeedStart feedStart;
    private long entries;
    private long unreadable;
    private long references;
    private boolean proven = true;

    /** @param startedAt before the search, so that an incremental scan may begin there */
    ScanOutcome(Watermark before, Instant startedAt) {
        this.startedAt = startedAt;
        this.before = before;
        this.idAttribute = before.idAttribute();
    }

    Optional<IdAttribute> idAttribute() {
        return idAttribute;
    }

    void identifiedBy(Optional<IdAttribute> id) {
        idAttribute = id;
    }

    void feedStartsAt(FeedStart start) {
        feedStart = start;
    }

    void add(SearchPage answer, PageContents contents) {
        if (feedStart != null) {
            answer.entries().forEach(feedStart::see);
        }
        entries += answer.entries().size();
        unreadable += contents.unreadable().size();
        references += answer.references().size();
        boolean last = answer.cookie().isEmpty();
        proven &= contents.unreadable().isEmpty()
                && !References.mayHideRecords(answer.references())
                && (!last || answer.proven());
    }

    boolean sawNothing() {
        return entries == 0;
    }

    /** The durable position while the scan goes on: it moves with the last page only. */
    SyncCheckpoint unfinished() {
        return new Watermark(before.completeSince(), idAttribute, before.feed()).checkpoint();
    }

    /** A scan of changes may begin at the start of a complete scan; at that of another one only for want of a better. */
    SyncCheckpoint finished(Instant now) {
        boolean complete = completeness() == Completeness.COMPLETE;
        Optional<FeedPosition> feed = Optional.ofNullable(feedStart).flatMap(start -> start.position(now));
        return new Watermark(
                        complete ? Optional.of(startedAt) : before.completeSince(),
                        idAttribute,
                        complete ? feed : before.feed().or(() -> feed))
                .checkpoint();
    }

    @Override
    public String toString() {
        return entries + " entries, " + unreadable + " unreadable, " + references + " references to elsewhere";
    }

    Completeness completeness() {
        return proven && entries > 0 ? Completeness.COMPLETE : Completeness.PARTIAL;
    }
}
