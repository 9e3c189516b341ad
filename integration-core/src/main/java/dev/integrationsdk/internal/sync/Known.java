package dev.integrationsdk.internal.sync;

import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.RecordMapping;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored of the records of a slice. Immutable.
 *
 * @param mappings of all records that the slice names
 * @param decided review items that somebody has decided and that are not done, by kind and by the record
 */
record Known(Map<ExternalId, RecordMapping> mappings, Map<ReviewKind, Map<String, ReviewItem>> decided) {
    Optional<ReviewItem> decided(ReviewKind kind, ExternalId record) {
        return Optional.ofNullable(decided.getOrDefault(kind, Map.of()).get(record.value()));
    }

    /** With other mappings. */
    Known with(Map<ExternalId, RecordMapping> others) {
        return new Known(others, decided);
    }
}
