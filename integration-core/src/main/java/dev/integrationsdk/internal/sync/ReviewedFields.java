package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Repositories;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields over which a person has still to decide a conflict: until then they stay as they are on both sides. */
final class ReviewedFields {
    /** The name under which a review item lists them. */
    static final String FIELDS = "fields";

    private final Repositories repositories;
    private final StreamRun run;

    ReviewedFields(Repositories repositories, StreamRun run) {
        this.repositories = repositories;
        this.run = run;
    }

    /** By record; nothing for one that is not under review. */
    Map<ExternalId, Set<String>> of(Collection<RecordMapping> mappings, UnitOfWork unit) {
        if (mappings.isEmpty() || repositories.reviews().count(unit, run.scope(), ReviewStatus.OPEN) == 0) {
            return Map.of();
        }
        List<String> subjects =
                mappings.stream().map(mapping -> mapping.externalId().value()).toList();
        Map<String, ReviewItem> items =
                repositories.reviews().standing(unit, run.scope(), ReviewKind.CONFLICT, subjects);
        Map<ExternalId, Set<String>> fields = new HashMap<>();
        items.forEach((subject, item) -> fields.put(ExternalId.of(subject), new HashSet<>(item.detail(FIELDS))));
        return fields;
    }
}
