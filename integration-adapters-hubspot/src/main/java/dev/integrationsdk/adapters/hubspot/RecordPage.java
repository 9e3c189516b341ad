package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One answer with records. Immutable.
 *
 * @param byId in the order of the answer; of several with one id the last
 * @param unreadable those that were there but could not be read
 * @param after the cursor of the next page; empty on the last one, however many records it has
 * @param errorCategories of an answer that succeeded in part
 * @param answeredAt by the remote's clock, to the second
 */
record RecordPage(
        Map<ExternalId, RemoteRecord> byId,
        List<UnreadableRecord> unreadable,
        Optional<String> after,
        Set<String> errorCategories,
        Optional<Instant> answeredAt) {
    static final RecordPage EMPTY = new RecordPage(Map.of(), List.of(), Optional.empty(), Set.of(), Optional.empty());

    Collection<RemoteRecord> records() {
        return byId.values();
    }

    boolean hasNext() {
        return after.isPresent();
    }

    /**
     * The instant, or that of the answer if it is earlier: were our clock fast, what changes in between would be taken for
     * read.
     */
    Instant earlier(Instant ours) {
        return answeredAt.filter(ours::isAfter).orElse(ours);
    }

    Instant later(Instant ours) {
        return answeredAt.filter(ours::isBefore).orElse(ours);
    }

    /** The same page with other values of its records. */
    RecordPage withRecords(Map<ExternalId, RemoteRecord> records) {
        return new RecordPage(records, unreadable, after, errorCategories, answeredAt);
    }

    RecordPage withAnsweredAt(Optional<Instant> instant) {
        return new RecordPage(byId, unreadable, after, errorCategories, instant);
    }
}
