package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Instant;
import java.util.Optional;

/**
 * What a scan has seen so far, and what that proves. It proves that everything was seen only if the directory said so, no
 * limit, reference or unreadable entry can have hidden a record, and there was at least one. Not thread-safe.
 */
final class ScanOutcome {
    private final Instant startedAt;
    private final Optional<Instant> completeBefore;
    private Optional<IdAttribute> idAttribute;
    private long entries;
    private long unreadable;
    private long references;
    private boolean proven = true;

    /** @param startedAt before the search, so that an incremental scan may begin there */
    ScanOutcome(Watermark before, Instant startedAt) {
        this.startedAt = startedAt;
        this.completeBefore = before.completeSince();
        this.idAttribute = before.idAttribute();
    }

    Optional<IdAttribute> idAttribute() {
        return idAttribute;
    }

    void identifiedBy(Optional<IdAttribute> id) {
        idAttribute = id;
    }

    void add(SearchPage answer, PageContents contents) {
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
        return new Watermark(completeBefore, idAttribute).checkpoint();
    }

    SyncCheckpoint finished() {
        boolean complete = completeness() == Completeness.COMPLETE;
        return new Watermark(complete ? Optional.of(startedAt) : completeBefore, idAttribute).checkpoint();
    }

    @Override
    public String toString() {
        return entries + " entries, " + unreadable + " unreadable, " + references + " references to elsewhere";
    }

    Completeness completeness() {
        return proven && entries > 0 ? Completeness.COMPLETE : Completeness.PARTIAL;
    }
}
