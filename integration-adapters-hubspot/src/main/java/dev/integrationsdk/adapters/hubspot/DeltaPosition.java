package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.identity.ExternalId;

/**
 * How far an incremental scan has come. It goes through the live changes in the order of their dates, where many records
 * share a millisecond by their ids, and then through the archived ones. Immutable.
 */
sealed interface DeltaPosition {
    /** Live records from this millisecond on; the offset is not zero only where dates alone bring no progress. */
    record Live(long fromMillis, int offset) implements DeltaPosition {
        Live(long fromMillis) {
            this(fromMillis, 0);
        }
    }

    /** Live records of exactly this millisecond, after this id; an empty one stands before all. */
    record Ties(long millis, String lastId) implements DeltaPosition {}

    /** The rest of what was merged into one record, where that did not fit on its page. */
    record Merges(ExternalId survivor, String lastId, DeltaPosition then) implements DeltaPosition {}

    /**
     * Archived records, by HubSpot's cursor; an empty one is the beginning. Where a page did not find room at once, the
     * record and the id merged into it that were told last.
     */
    record Archived(String after, String recordId, String mergedId) implements DeltaPosition {
        Archived(String after) {
            this(after, "", "");
        }
    }
}
