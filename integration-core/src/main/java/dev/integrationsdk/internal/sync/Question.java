package dev.integrationsdk.internal.sync;

import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person is to be asked of a record, or of many. Immutable.
 *
 * @param kind why
 * @param subject what it is about
 * @param record the record, where it is about one
 * @param row the host's row, where it is about one
 * @param summary for a person
 * @param details by name
 */
record Question(
        ReviewKind kind,
        String subject,
        Optional<ExternalId> record,
        Optional<UUID> row,
        String summary,
        Map<String, List<String>> details) {

    /** About one record. */
    static Question of(ReviewKind kind, ExternalId record, String summary, Map<String, List<String>> details) {
        return new Question(kind, record.value(), Optional.of(record), Optional.empty(), summary, details);
    }

    Question about(UUID internalId) {
        return new Question(kind, subject, record, Optional.of(internalId), summary, details);
    }

    ReviewItem item(UUID id, StreamRun run, Instant now) {
        return new ReviewItem(
                id,
                run.scope(),
                kind,
                subject,
                record,
                row,
                summary,
                details,
                ReviewStatus.OPEN,
                run.job().correlationId(),
                now,
                Optional.empty());
    }
}
