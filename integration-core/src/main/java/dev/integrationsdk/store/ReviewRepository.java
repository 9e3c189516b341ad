package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps review items: of one scope, kind and subject at most one that is open or decided. Authors of a store implement it.
 */
public interface ReviewRepository {
    /**
     * Adds those whose kind and subject have no item that is open or decided; the others are left as they are.
     *
     * @throws IllegalArgumentException if one is of another scope
     */
    void raise(UnitOfWork unit, EntityScope scope, List<ReviewItem> items);

    Optional<ReviewItem> find(UnitOfWork unit, TenantId tenant, UUID id);

    /** The item of each subject that is open or decided. */
    Map<String, ReviewItem> standing(UnitOfWork unit, EntityScope scope, ReviewKind kind, Collection<String> subjects);

    /**
     * A tenant's items of one status, the earliest first.
     *
     * @param after only those behind this one; empty for the first page
     */
    List<ReviewItem> list(UnitOfWork unit, TenantId tenant, ReviewStatus status, Optional<ReviewItem> after, int limit);

    /**
     * Writes status and verdict of an item, if its status is still the expected one.
     *
     * @param expected open or decided: what is closed or has lapsed stays so
     * @return whether it was
     */
    boolean move(UnitOfWork unit, ReviewItem item, ReviewStatus expected);

    /**
     * Lets the items of a kind that are open or decided lapse, but for one.
     *
     * @param except the subject that stays; empty if none does
     * @return how many
     */
    int lapse(UnitOfWork unit, EntityScope scope, ReviewKind kind, Optional<String> except, Instant at);

    long count(UnitOfWork unit, EntityScope scope, ReviewStatus status);
}
