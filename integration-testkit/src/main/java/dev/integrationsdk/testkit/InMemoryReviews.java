package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ReviewRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Review items in a map. */
final class InMemoryReviews implements ReviewRepository, TenantRows {
    private static final Comparator<ReviewItem> EARLIEST_FIRST = Comparator.comparing(ReviewItem::raisedAt)
            .thenComparing(item -> item.id().toString());

    private final Map<Key, ReviewItem> rows = new HashMap<>();

    @Override
    public void raise(UnitOfWork unit, EntityScope scope, List<ReviewItem> items) {
        for (ReviewItem item : items) {
            if (standing(unit, scope, item.kind(), List.of(item.subject())).isEmpty()) {
                put(unit, item);
            }
        }
    }

    private void put(UnitOfWork unit, ReviewItem item) {
        unit.unwrap(InMemoryTransaction.class).put(rows, new Key(item.scope().tenant(), item.id()), item);
    }

    @Override
    public Optional<ReviewItem> find(UnitOfWork unit, TenantId tenant, UUID id) {
        return Optional.ofNullable(rows.get(new Key(tenant, id)));
    }

    @Override
    public Map<String, ReviewItem> standing(
            UnitOfWork unit, EntityScope scope, ReviewKind kind, Collection<String> subjects) {
        Set<String> wanted = new HashSet<>(subjects);
        return rows.values().stream()
                .filter(item -> item.scope().equals(scope) && item.kind() == kind && wanted.contains(item.subject()))
                .filter(item -> item.status() == ReviewStatus.OPEN || item.status() == ReviewStatus.DECIDED)
                .collect(Collectors.toMap(ReviewItem::subject, Function.identity()));
    }

    @Override
    public List<ReviewItem> list(
            UnitOfWork unit, TenantId tenant, ReviewStatus status, Optional<ReviewItem> after, int limit) {
        return rows.values().stream()
                .filter(item -> item.scope().tenant().equals(tenant) && item.status() == status)
                .filter(item -> after.isEmpty() || EARLIEST_FIRST.compare(item, after.get()) > 0)
                .sorted(EARLIEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public boolean move(UnitOfWork unit, ReviewItem item, ReviewStatus expected) {
        boolean asExpected = find(unit, item.scope().tenant(), item.id())
                .filter(stored -> stored.status() == expected)
                .isPresent();
        if (asExpected) {
            put(unit, item);
        }
        return asExpected;
    }

    @Override
    public int lapse(UnitOfWork unit, EntityScope scope, ReviewKind kind, Optional<String> except, Instant at) {
        List<ReviewItem> open = rows.values().stream()
                .filter(item -> item.scope().equals(scope) && item.kind() == kind)
                .filter(item -> item.status().canMoveTo(ReviewStatus.LAPSED))
                .filter(item -> except.filter(item.subject()::equals).isEmpty())
                .toList();
        open.forEach(item -> put(unit, item.with(ReviewStatus.LAPSED, item.verdict())));
        return open.size();
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope, ReviewStatus status) {
        return rows.values().stream()
                .filter(item -> item.scope().equals(scope) && item.status() == status)
                .count();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit);
    }

    private record Key(TenantId tenant, UUID id) {}
}
