package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Verdict;
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
import java.util.stream.Stream;

/** Review items in a map. */
final class InMemoryReviews implements ReviewRepository, TenantRows {
    private static final Comparator<ReviewItem> EARLIEST_FIRST = Comparator.comparing(ReviewItem::raisedAt)
            .thenComparing(item -> item.id().toString());

    private final Map<Key, Row> rows = new HashMap<>();

    @Override
    public void raise(UnitOfWork unit, EntityScope scope, List<ReviewItem> items) {
        if (!items.stream().allMatch(item -> item.scope().equals(scope))) {
            throw new IllegalArgumentException("a review item is of another scope than " + scope);
        }
        for (ReviewItem item : items) {
            if (standing(unit, scope, item.kind(), List.of(item.subject())).isEmpty()) {
                put(unit, item, endedAt(item));
            }
        }
    }

    private static Instant endedAt(ReviewItem item) {
        return item.verdict().map(Verdict::at).orElse(item.raisedAt());
    }

    private void put(UnitOfWork unit, ReviewItem item, Instant endedAt) {
        unit.unwrap(InMemoryTransaction.class)
                .put(rows, new Key(item.scope().tenant(), item.id()), new Row(item, endedAt));
    }

    private Stream<ReviewItem> items() {
        return rows.values().stream().map(Row::item);
    }

    @Override
    public Optional<ReviewItem> find(UnitOfWork unit, TenantId tenant, UUID id) {
        return Optional.ofNullable(rows.get(new Key(tenant, id))).map(Row::item);
    }

    @Override
    public Map<String, ReviewItem> standing(
            UnitOfWork unit, EntityScope scope, ReviewKind kind, Collection<String> subjects) {
        Set<String> wanted = new HashSet<>(subjects);
        return items().filter(item -> item.scope().equals(scope) && item.kind() == kind)
                .filter(item -> wanted.contains(item.subject()) && isStanding(item))
                .collect(Collectors.toMap(ReviewItem::subject, Function.identity()));
    }

    private static boolean isStanding(ReviewItem item) {
        return item.status() == ReviewStatus.OPEN || item.status() == ReviewStatus.DECIDED;
    }

    @Override
    public List<ReviewItem> list(
            UnitOfWork unit, TenantId tenant, ReviewStatus status, Optional<ReviewItem> after, int limit) {
        return items().filter(item -> item.scope().tenant().equals(tenant) && item.status() == status)
                .filter(item -> after.isEmpty() || EARLIEST_FIRST.compare(item, after.get()) > 0)
                .sorted(EARLIEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public boolean move(UnitOfWork unit, ReviewItem item, ReviewStatus expected) {
        Optional<ReviewItem> stored =
                find(unit, item.scope().tenant(), item.id()).filter(found -> found.status() == expected);
        stored.map(found -> moved(found, item.status(), item.verdict()))
                .ifPresent(moved -> put(unit, moved, endedAt(moved)));
        return stored.isPresent();
    }

    private static ReviewItem moved(ReviewItem stored, ReviewStatus status, Optional<Verdict> verdict) {
        return new ReviewItem(
                stored.id(),
                stored.scope(),
                stored.kind(),
                stored.subject(),
                stored.externalId(),
                stored.internalId(),
                stored.summary(),
                stored.details(),
                status,
                stored.correlationId(),
                stored.raisedAt(),
                verdict);
    }

    @Override
    public int lapse(UnitOfWork unit, EntityScope scope, ReviewKind kind, Optional<String> except, Instant at) {
        List<ReviewItem> open = items().filter(item -> item.scope().equals(scope) && item.kind() == kind)
                .filter(item -> item.status().canMoveTo(ReviewStatus.LAPSED))
                .filter(item -> except.filter(item.subject()::equals).isEmpty())
                .toList();
        open.forEach(item -> put(unit, item.with(ReviewStatus.LAPSED, item.verdict()), at));
        return open.size();
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope, ReviewStatus status) {
        return items().filter(item -> item.scope().equals(scope) && item.status() == status)
                .count();
    }

    int purge(UnitOfWork unit, Instant before, int limit) {
        List<ReviewItem> ended = rows.values().stream()
                .filter(row -> !isStanding(row.item()) && row.endedAt().isBefore(before))
                .sorted(Comparator.comparing(Row::endedAt))
                .limit(limit)
                .map(Row::item)
                .toList();
        ended.forEach(item -> unit.unwrap(InMemoryTransaction.class)
                .remove(rows, new Key(item.scope().tenant(), item.id())));
        return ended.size();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit);
    }

    private record Key(TenantId tenant, UUID id) {}

    /** @param endedAt of no meaning while the item is open or decided */
    private record Row(ReviewItem item, Instant endedAt) {}
}
