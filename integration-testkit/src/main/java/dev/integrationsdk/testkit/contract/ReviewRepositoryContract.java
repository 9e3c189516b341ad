package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Verdict;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.store.PurgedTable;
import dev.integrationsdk.store.Retention;
import dev.integrationsdk.store.ReviewRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.ADA;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.review;
import static dev.integrationsdk.testkit.contract.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a {@link ReviewRepository} must hold to. */
public interface ReviewRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R15: review item and verdict are kept as they were, in every zone, with microseconds")
    default void reviewItemIsKeptAsItWas() {
        StoreUnderTest store = store();
        StoreAssertions.inEveryZone(zone -> {
            ReviewItem item = full(zone);
            raise(store, SCOPE, item);
            assertThat(find(store, item)).contains(item);
            ReviewItem decided = item.with(ReviewStatus.DECIDED, Optional.of(verdict(NOW)));
            assertThat(move(store, decided, ReviewStatus.OPEN)).isTrue();
            assertThat(find(store, item)).contains(decided);
        });
        assertThat(list(store, SCOPE, ReviewStatus.DECIDED)).hasSize(3);
    }

    @Test
    @DisplayName("R30: of one kind and subject one item stands at most; one that has ended makes room")
    default void ofOneKindAndSubjectOneItemStandsAtMost() {
        StoreUnderTest store = store();
        raise(store, SCOPE, item(1, "a"), item(2, "a"), item(3, "b"));
        raise(store, SCOPE, item(4, "a"));
        assertThat(list(store, SCOPE, ReviewStatus.OPEN)).containsExactly(item(1, "a"), item(3, "b"));
        ReviewItem decided = item(1, "a").with(ReviewStatus.DECIDED, Optional.of(verdict(NOW)));
        move(store, decided, ReviewStatus.OPEN);
        raise(store, SCOPE, item(5, "a"));
        assertThat(standing(store, SCOPE, "a", "b", "c"))
                .containsOnly(Map.entry("a", decided), Map.entry("b", item(3, "b")));
        move(store, decided.with(ReviewStatus.CLOSED, decided.verdict()), ReviewStatus.DECIDED);
        assertThat(standing(store, SCOPE, "a")).isEmpty();
        raise(store, SCOPE, item(6, "a"));
        move(store, item(6, "a").with(ReviewStatus.LAPSED, Optional.empty()), ReviewStatus.OPEN);
        raise(store, SCOPE, item(7, "a"));
        assertThat(standing(store, SCOPE, "a")).containsOnly(Map.entry("a", item(7, "a")));
    }

    @Test
    @DisplayName("R30: items of other kinds and scopes with the same subject stand beside it")
    default void itemsOfOtherKindsStandBesideIt() {
        StoreUnderTest store = store();
        raise(store, SCOPE, item(1, "a"), review(SCOPE, 2, ReviewKind.DELETION, "a"));
        raise(store, OTHER_TENANT, review(OTHER_TENANT, 3, ReviewKind.CONFLICT, "a"));
        assertThat(count(store, SCOPE, ReviewStatus.OPEN)).isEqualTo(2);
        assertThat(count(store, OTHER_TENANT, ReviewStatus.OPEN)).isEqualTo(1);
    }

    @Test
    @DisplayName("R30: subject that many threads raise at once stands once")
    default void subjectThatManyThreadsRaiseAtOnceStandsOnce() {
        StoreUnderTest store = store();
        assertThat(Threads.run(6, thread -> raise(store, SCOPE, item(10 + thread, "b"), item(20 + thread, "a"))))
                .allSatisfy(refusal -> assertThat(refusal).isEqualTo(ErrorCode.STORE_CONFLICT))
                .hasSizeLessThan(6);
        assertThat(list(store, SCOPE, ReviewStatus.OPEN))
                .extracting(ReviewItem::subject)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    @DisplayName("R01: item whose subject stands leaves the transaction usable")
    default void itemWhoseSubjectStandsLeavesTheTransactionUsable() {
        StoreUnderTest store = store();
        raise(store, SCOPE, item(1, "a"));
        store.run(unit -> {
            ReviewRepository reviews = store.repositories().reviews();
            reviews.raise(unit, SCOPE, List.of(item(2, "a")));
            reviews.raise(unit, SCOPE, List.of(item(3, "b")));
        });
        assertThat(list(store, SCOPE, ReviewStatus.OPEN)).containsExactly(item(1, "a"), item(3, "b"));
    }

    @Test
    @DisplayName("R14: subjects are compared character by character, up to 600 of them")
    default void subjectsAreComparedCharacterByCharacter() {
        StoreUnderTest store = store();
        String longest = "\u20ac".repeat(599);
        List<String> subjects =
                List.of("a", "A", "a ", " a", "ä", "a\u0308", "\uD83D\uDE00", longest + "a", longest + "b");
        List<ReviewItem> items = IntStream.range(0, subjects.size())
                .mapToObj(i -> item(i, subjects.get(i)))
                .toList();
        store.run(unit -> store.repositories().reviews().raise(unit, SCOPE, items));
        assertThat(standing(store, SCOPE, subjects.toArray(String[]::new))).hasSize(subjects.size());
        assertThat(standing(store, SCOPE, longest + "b")).containsOnlyKeys(longest + "b");
        assertThat(standing(store, SCOPE, "B")).isEmpty();
    }

    @Test
    @DisplayName("R05: item moves by compare-and-set on its status; the loser gets false")
    default void itemMovesByCompareAndSetOnItsStatus() {
        StoreUnderTest store = store();
        ReviewItem open = item(1, "a");
        raise(store, SCOPE, open);
        ReviewItem decided = open.with(ReviewStatus.DECIDED, Optional.of(verdict(NOW)));
        assertThat(move(store, decided, ReviewStatus.DECIDED)).isFalse();
        assertThat(move(store, decided, ReviewStatus.OPEN)).isTrue();
        assertThat(move(store, decided, ReviewStatus.OPEN)).isFalse();
        assertThat(move(store, item(2, "b"), ReviewStatus.OPEN)).isFalse();
        assertThat(move(store, decided.with(ReviewStatus.OPEN, Optional.empty()), ReviewStatus.DECIDED))
                .isTrue();
        assertThat(find(store, open)).contains(open);
    }

    @Test
    @DisplayName("R05: of many threads that decide an item exactly one does")
    default void ofManyThreadsThatDecideAnItemExactlyOneDoes() {
        StoreUnderTest store = store();
        ReviewItem open = item(1, "a");
        raise(store, SCOPE, open);
        List<Boolean> won = Collections.synchronizedList(new ArrayList<>());
        List<ErrorCode> refusals = Threads.run(
                6,
                thread -> won.add(
                        move(store, open.with(ReviewStatus.DECIDED, Optional.of(verdict(NOW))), ReviewStatus.OPEN)));
        assertThat(refusals).allSatisfy(code -> assertThat(code).isEqualTo(ErrorCode.STORE_CONFLICT));
        assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    default void itemsOfAKindThatStandLapseButForOne() {
        StoreUnderTest store = store();
        ReviewItem decided = item(3, "c").with(ReviewStatus.DECIDED, Optional.of(verdict(NOW)));
        ReviewItem deletion = review(SCOPE, 4, ReviewKind.DELETION, "a");
        raise(store, SCOPE, item(1, "a"), item(2, "b"), item(3, "c"), deletion, item(5, "B"));
        move(store, decided, ReviewStatus.OPEN);
        assertThat(lapse(store, SCOPE, Optional.of("b"))).isEqualTo(3);
        assertThat(list(store, SCOPE, ReviewStatus.OPEN)).containsExactly(item(2, "b"), deletion);
        assertThat(list(store, SCOPE, ReviewStatus.DECIDED)).isEmpty();
        assertThat(find(store, decided).flatMap(ReviewItem::verdict)).isEqualTo(decided.verdict());
        assertThat(lapse(store, SCOPE, Optional.empty())).isEqualTo(1);
        assertThat(lapse(store, SCOPE, Optional.empty())).isZero();
        raise(store, SCOPE, item(6, "b"));
        assertThat(list(store, SCOPE, ReviewStatus.LAPSED))
                .extracting(ReviewItem::subject)
                .containsExactly("a", "b", "c", "B");
    }

    @Test
    @DisplayName("R16: pages of items are in the order in which they were raised, and stable while items are added")
    default void pagesOfReviewItemsAreStable() {
        StoreUnderTest store = store();
        List<ReviewItem> items = IntStream.range(0, 7)
                .mapToObj(i -> at(item(i, "s" + i), NOW.plusNanos(i / 3 * 1_000L)))
                .toList();
        store.run(unit -> store.repositories().reviews().raise(unit, SCOPE, items));
        List<ReviewItem> found = new ArrayList<>();
        for (int page = 0; page < 4; page++) {
            Optional<ReviewItem> last = found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
            found.addAll(store.<List<ReviewItem>>get(
                    unit -> store.repositories().reviews().list(unit, SCOPE.tenant(), ReviewStatus.OPEN, last, 2)));
            raise(store, SCOPE, at(item(100 + page, "added" + page), NOW.minusSeconds(1 + page)));
        }
        assertThat(found).isEqualTo(items);
    }

    @Test
    @DisplayName("R10: review items of tenants with the same names are kept apart")
    default void itemsOfTenantsAreKeptApart() {
        StoreUnderTest store = store();
        raise(store, SCOPE, item(1, "a"));
        assertThat(standing(store, OTHER_TENANT, "a")).isEmpty();
        assertThat(list(store, OTHER_TENANT, ReviewStatus.OPEN)).isEmpty();
        assertThat(lapse(store, OTHER_TENANT, Optional.empty())).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> raise(store, OTHER_TENANT, item(2, "b")));
        assertThat(list(store, SCOPE, ReviewStatus.OPEN)).containsExactly(item(1, "a"));
    }

    @Test
    @DisplayName("R03: rollback undoes raise, move and lapse of review items")
    default void rollbackUndoesWritesOfReviewItems() {
        StoreUnderTest store = store();
        raise(store, SCOPE, item(1, "a"));
        ReviewRepository reviews = store.repositories().reviews();
        store.runAndRollBack(unit -> reviews.raise(unit, SCOPE, List.of(item(2, "b"))));
        store.runAndRollBack(unit -> reviews.lapse(unit, SCOPE, ReviewKind.CONFLICT, Optional.empty(), NOW));
        store.runAndRollBack(unit ->
                reviews.move(unit, item(1, "a").with(ReviewStatus.LAPSED, Optional.empty()), ReviewStatus.OPEN));
        store.runAndRollBack(unit -> reviews.raise(unit, OTHER_TENANT, List.of()));
        assertThat(list(store, SCOPE, ReviewStatus.OPEN)).containsExactly(item(1, "a"));
    }

    @Test
    @DisplayName("R19: purge removes items that ended before the instant, and none that is open or decided")
    default void purgeRemovesThoseThatEndedBeforeTheInstant() {
        StoreUnderTest store = store();
        Instant before = NOW.minusNanos(1_000);
        List<ReviewItem> items = IntStream.range(0, 6)
                .mapToObj(i -> at(item(i, "s" + i), NOW.minusSeconds(9)))
                .toList();
        store.run(unit -> store.repositories().reviews().raise(unit, SCOPE, items));
        close(store, items.get(0), before);
        close(store, items.get(1), NOW);
        move(store, items.get(2).with(ReviewStatus.DECIDED, Optional.of(verdict(before))), ReviewStatus.OPEN);
        move(store, items.get(3).with(ReviewStatus.LAPSED, Optional.empty()), ReviewStatus.OPEN);
        assertThat(purge(store, NOW)).isEqualTo(2);
        assertThat(list(store, SCOPE, ReviewStatus.DECIDED)).hasSize(1);
        assertThat(lapse(store, SCOPE, Optional.of("s5"))).isEqualTo(2);
        assertThat(purge(store, NOW)).isZero();
        assertThat(purge(store, NOW.plusNanos(1_000))).isEqualTo(3);
        assertThat(list(store, SCOPE, ReviewStatus.OPEN)).containsExactly(items.get(5));
    }

    @Test
    @DisplayName("R22: review item with an unknown status is an error")
    default void reviewItemWithAnUnknownStatusIsAnError() {
        StoreUnderTest store = store();
        raise(store, SCOPE, item(1, "a"));
        StoreAssertions.assertUnknownStatusIsRefused(
                store,
                unit -> store.repositories()
                        .reviews()
                        .find(unit, SCOPE.tenant(), item(1, "a").id()));
    }

    private static void close(StoreUnderTest store, ReviewItem item, Instant at) {
        move(store, item.with(ReviewStatus.CLOSED, Optional.of(verdict(at))), ReviewStatus.OPEN);
    }

    private static ReviewItem item(int number, String subject) {
        return review(SCOPE, number, ReviewKind.CONFLICT, subject);
    }

    private static Verdict verdict(Instant at) {
        return new Verdict(Verdict.Choice.MAP_TO, Optional.of("\u20ac".repeat(600)), ADA, at, "r".repeat(500));
    }

    private static ReviewItem full(String subject) {
        return new ReviewItem(
                row("review " + subject),
                SCOPE,
                ReviewKind.UNKNOWN_VALUE,
                subject,
                Optional.of(id("7 \uD83D\uDE00")),
                Optional.of(row("7")),
                "\u20ac".repeat(1_000),
                Map.of(
                        "ids",
                        IntStream.range(0, 990)
                                .mapToObj(i -> i + "\u20ac".repeat(590))
                                .toList(),
                        "\"ä\" \\ \n",
                        List.of("", "\0\t", "null"),
                        "none",
                        List.of()),
                ReviewStatus.OPEN,
                item(1, "a").correlationId(),
                NOW,
                Optional.empty());
    }

    private static ReviewItem at(ReviewItem item, Instant raisedAt) {
        return new ReviewItem(
                item.id(),
                item.scope(),
                item.kind(),
                item.subject(),
                item.externalId(),
                item.internalId(),
                item.summary(),
                item.details(),
                item.status(),
                item.correlationId(),
                raisedAt,
                item.verdict());
    }

    private static void raise(StoreUnderTest store, EntityScope scope, ReviewItem... items) {
        store.run(unit -> store.repositories().reviews().raise(unit, scope, List.of(items)));
    }

    private static Optional<ReviewItem> find(StoreUnderTest store, ReviewItem item) {
        UUID wanted = item.id();
        return store.get(
                unit -> store.repositories().reviews().find(unit, item.scope().tenant(), wanted));
    }

    private static boolean move(StoreUnderTest store, ReviewItem item, ReviewStatus expected) {
        return store.get(unit -> store.repositories().reviews().move(unit, item, expected));
    }

    private static Map<String, ReviewItem> standing(StoreUnderTest store, EntityScope scope, String... subjects) {
        return store.get(
                unit -> store.repositories().reviews().standing(unit, scope, ReviewKind.CONFLICT, List.of(subjects)));
    }

    private static List<ReviewItem> list(StoreUnderTest store, EntityScope scope, ReviewStatus status) {
        return store.get(
                unit -> store.repositories().reviews().list(unit, scope.tenant(), status, Optional.empty(), 100));
    }

    private static int lapse(StoreUnderTest store, EntityScope scope, Optional<String> except) {
        return store.get(unit -> store.repositories().reviews().lapse(unit, scope, ReviewKind.CONFLICT, except, NOW));
    }

    private static long count(StoreUnderTest store, EntityScope scope, ReviewStatus status) {
        return store.get(unit -> store.repositories().reviews().count(unit, scope, status));
    }

    private static long purge(StoreUnderTest store, Instant before) {
        return new Retention(store.repositories(), store.transactions())
                .purge(Map.of(PurgedTable.REVIEW_ITEM, before), soFar -> {})
                .removed()
                .getOrDefault(PurgedTable.REVIEW_ITEM, -1L);
    }
}
