package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.store.FieldHashes;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushRepository;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.Shipment;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.row;
import static dev.integrationsdk.testkit.contract.Threads.untilDone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link PushRepository} must hold to. */
public interface PushRepositoryContract {
    CorrelationId FIRST = new CorrelationId("first");
    CorrelationId LATER = new CorrelationId("later");

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R15: mark and shipment are kept as they were, in every zone, with microseconds")
    default void markAndShipmentAreKeptAsTheyWere() {
        StoreUnderTest store = store();
        StoreAssertions.inEveryZone(zone -> {
            UUID row = row(zone);
            mark(store, SCOPE, NOW, FIRST, row);
            assertThat(find(store, SCOPE, row)).containsExactly(Map.entry(row, first(row)));
            PushMark sent = first(row)
                    .after(ErrorCode.TIMED_OUT, PushState.WAITING, NOW.plusNanos(1_000))
                    .sent(shipment(1));
            update(store, SCOPE, sent);
            assertThat(find(store, SCOPE, row)).containsExactly(Map.entry(row, sent));
            PushMark unknown = sent.after(ErrorCode.NETWORK_FAILED, PushState.SENT, NOW.plusSeconds(1));
            update(store, SCOPE, unknown);
            assertThat(find(store, SCOPE, row)).containsExactly(Map.entry(row, unknown));
            PushMark held = unknown.after(ErrorCode.CONFLICT, PushState.HELD, NOW);
            update(store, SCOPE, held);
            assertThat(find(store, SCOPE, row)).containsExactly(Map.entry(row, held));
        });
    }

    @Test
    @DisplayName("R32: row that is marked again gets the next number and is due at once")
    default void rowThatIsMarkedAgainGetsTheNextNumber() {
        StoreUnderTest store = store();
        UUID waiting = row("waiting");
        UUID held = row("held");
        mark(store, SCOPE, NOW, FIRST, waiting, held, waiting);
        update(
                store,
                SCOPE,
                first(waiting).after(ErrorCode.TIMED_OUT, PushState.WAITING, NOW.plusSeconds(9)),
                first(held).after(ErrorCode.CONFLICT, PushState.HELD, NOW.plusSeconds(9)));
        Instant later = NOW.plusSeconds(1);
        mark(store, SCOPE, later, LATER, waiting, held);
        assertThat(find(store, SCOPE, waiting, held))
                .containsOnly(
                        Map.entry(waiting, again(waiting, later, ErrorCode.TIMED_OUT)),
                        Map.entry(held, again(held, later, ErrorCode.CONFLICT)));
    }

    @Test
    @DisplayName("R32: row on its way that is marked again stays on its way and is sent again once it is settled")
    default void rowOnItsWayThatIsMarkedAgainIsSentAgain() {
        StoreUnderTest store = store();
        UUID row = row("1");
        mark(store, SCOPE, NOW, FIRST, row);
        PushMark unknown = first(row).sent(shipment(1)).after(ErrorCode.TIMED_OUT, PushState.SENT, NOW.plusSeconds(5));
        update(store, SCOPE, unknown);
        mark(store, SCOPE, NOW.plusSeconds(1), LATER, row);
        PushMark marked = find(store, SCOPE, row).get(row);
        assertThat(marked)
                .isEqualTo(new PushMark(
                        row,
                        2,
                        PushState.SENT,
                        NOW,
                        NOW.plusSeconds(5),
                        1,
                        unknown.shipment(),
                        unknown.cause(),
                        LATER));
        settle(store, SCOPE, Map.of(row, 1L));
        assertThat(find(store, SCOPE, row))
                .containsExactly(Map.entry(
                        row,
                        new PushMark(
                                row,
                                2,
                                PushState.WAITING,
                                NOW,
                                NOW.plusSeconds(5),
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                LATER)));
        settle(store, SCOPE, Map.of(row, 2L));
        assertThat(find(store, SCOPE, row)).isEmpty();
    }

    @Test
    @DisplayName("R32: update changes neither number nor first instant, and brings no mark back")
    default void updateChangesNeitherNumberNorFirstInstant() {
        StoreUnderTest store = store();
        UUID row = row("1");
        UUID gone = row("2");
        mark(store, SCOPE, NOW, FIRST, row);
        mark(store, SCOPE, NOW.plusSeconds(1), LATER, row);
        update(store, SCOPE, held(row, 2, NOW.minusSeconds(9)), first(gone));
        PushMark held = new PushMark(row, 2, PushState.HELD, NOW, NOW, 3, Optional.empty(), Optional.empty(), LATER);
        assertThat(find(store, SCOPE, row, gone)).containsOnly(Map.entry(row, held));
        assertThat(store.<List<PushMark>>get(
                        unit -> store.repositories().pushes().held(unit, SCOPE, 9)))
                .containsExactly(held);
    }

    @Test
    @DisplayName("R32: a row that was marked again meanwhile waits rather than being held")
    default void aRowThatWasMarkedAgainMeanwhileIsNotHeld() {
        StoreUnderTest store = store();
        UUID row = row("1");
        mark(store, SCOPE, NOW, FIRST, row);
        mark(store, SCOPE, NOW.plusSeconds(1), LATER, row);
        update(store, SCOPE, held(row, 1, NOW));
        assertThat(find(store, SCOPE, row).values()).extracting(PushMark::state).containsExactly(PushState.WAITING);
    }

    private static PushMark held(UUID row, long number, Instant markedAt) {
        return new PushMark(row, number, PushState.HELD, markedAt, NOW, 3, Optional.empty(), Optional.empty(), FIRST);
    }

    @Test
    default void settlingLeavesAMarkWithAnEarlierNumberAsItIs() {
        StoreUnderTest store = store();
        UUID row = row("1");
        mark(store, SCOPE, NOW, FIRST, row);
        update(store, SCOPE, first(row).sent(shipment(1)));
        settle(store, SCOPE, Map.of(row, 2L, row("2"), 1L));
        assertThat(find(store, SCOPE, row))
                .containsExactly(Map.entry(row, first(row).sent(shipment(1))));
    }

    @Test
    @DisplayName(
            "R33: due marks are listed by when they were first marked, up to a limit, at their instant and not before")
    default void dueMarksAreListedByWhenTheyWereFirstMarked() {
        StoreUnderTest store = store();
        for (int i : List.of(3, 1, 4, 2)) {
            mark(store, SCOPE, NOW.plusSeconds(i), FIRST, row("" + i));
        }
        mark(store, SCOPE, NOW.plusSeconds(9), FIRST, row("1"));
        assertThat(rows(due(store, NOW.plusSeconds(9), 9))).containsExactly(row("1"), row("2"), row("3"), row("4"));
        assertThat(rows(due(store, NOW.plusSeconds(9), 2))).containsExactly(row("1"), row("2"));
        assertThat(rows(due(store, NOW.plusSeconds(4), 9))).containsExactly(row("2"), row("3"), row("4"));
        assertThat(rows(due(store, NOW.plusSeconds(4).minusNanos(1_000), 9))).containsExactly(row("2"), row("3"));
    }

    @Test
    @DisplayName("R33: marks are listed and counted by their state")
    default void marksAreListedAndCountedByTheirState() {
        StoreUnderTest store = store();
        List<UUID> all = IntStream.range(0, 4).mapToObj(i -> row("" + i)).toList();
        mark(store, SCOPE, NOW, FIRST, all.toArray(UUID[]::new));
        update(
                store,
                SCOPE,
                first(all.get(0)).sent(shipment(1)),
                first(all.get(1)).sent(shipment(1)).after(ErrorCode.TIMED_OUT, PushState.SENT, NOW.plusSeconds(1)),
                first(all.get(2)).after(ErrorCode.TIMED_OUT, PushState.HELD, NOW));
        assertThat(rows(due(store, NOW, 9))).containsExactly(all.get(3));
        assertThat(rows(onTheirWay(store, NOW, 9))).containsExactly(all.get(0));
        assertThat(rows(onTheirWay(store, NOW.plusSeconds(1), 9))).containsExactlyInAnyOrder(all.get(0), all.get(1));
        assertThat(onTheirWay(store, NOW.plusSeconds(1), 1)).hasSize(1);
        assertThat(count(store, PushState.WAITING)).isEqualTo(1);
        assertThat(count(store, PushState.SENT)).isEqualTo(2);
        assertThat(count(store, PushState.HELD)).isEqualTo(1);
    }

    @Test
    default void manyAreMarkedFoundUpdatedAndSettledAtOnce() {
        StoreUnderTest store = store();
        UUID[] all = IntStream.range(0, 1_234).mapToObj(i -> row("" + i)).toArray(UUID[]::new);
        mark(store, SCOPE, NOW, FIRST, all);
        Map<UUID, PushMark> found = find(store, SCOPE, all);
        assertThat(found).hasSize(1_234);
        update(
                store,
                SCOPE,
                found.values().stream().map(mark -> mark.sent(shipment(1))).toArray(PushMark[]::new));
        assertThat(count(store, PushState.SENT)).isEqualTo(1_234);
        Map<UUID, Long> numbers = new HashMap<>();
        found.values().stream().limit(1_000).forEach(mark -> numbers.put(mark.internalId(), mark.number()));
        settle(store, SCOPE, numbers);
        assertThat(count(store, PushState.SENT)).isEqualTo(234);
    }

    @Test
    default void nothingIsMarkedWhereNothingIs() {
        StoreUnderTest store = store();
        mark(store, SCOPE, NOW, FIRST);
        update(store, SCOPE);
        settle(store, SCOPE, Map.of());
        settle(store, SCOPE, Map.of(row("1"), 1L));
        assertThat(find(store, SCOPE, row("1"))).isEmpty();
        assertThat(find(store, SCOPE)).isEmpty();
        assertThat(due(store, NOW, 9)).isEmpty();
        assertThat(count(store, PushState.WAITING)).isZero();
    }

    @Test
    @DisplayName("R34: every mark counts, whoever marks the same rows at once and in whatever order")
    default void everyMarkCountsWhoeverMarksAtOnce() {
        StoreUnderTest store = store();
        List<UUID> rows = IntStream.range(0, 20).mapToObj(i -> row("" + i)).toList();
        List<UUID> backwards =
                IntStream.range(0, 20).mapToObj(i -> rows.get(19 - i)).toList();
        assertThat(Threads.run(6, thread -> {
                    for (int i = 0; i < 5; i++) {
                        untilDone(() -> {
                            mark(store, SCOPE, NOW, FIRST, (thread % 2 == 0 ? rows : backwards).toArray(UUID[]::new));
                            return true;
                        });
                    }
                }))
                .isEmpty();
        assertThat(find(store, SCOPE, rows.toArray(UUID[]::new)).values())
                .hasSize(20)
                .allSatisfy(mark -> assertThat(mark.number()).isEqualTo(30));
    }

    @Test
    @DisplayName("R34: mark that comes while a settle is under way is never lost, at every level")
    default void markThatComesWhileASettleIsUnderWayIsNeverLost() {
        StoreUnderTest store = store();
        Isolation.forEach(store, (transactions, level) -> {
            EntityScope scope = Isolation.newScope(level);
            PushRepository pushes = store.repositories().pushes();
            List<UUID> rows = IntStream.range(0, 60).mapToObj(i -> row("" + i)).toList();
            mark(store, scope, NOW, FIRST, rows.toArray(UUID[]::new));
            assertThat(Threads.run(
                            2,
                            thread -> rows.forEach(row -> untilDone(() -> transactions.inTransaction(unit -> {
                                if (thread == 0) {
                                    pushes.mark(unit, scope, List.of(row), NOW, LATER);
                                } else {
                                    pushes.settle(unit, scope, Map.of(row, 1L));
                                }
                                return true;
                            })))))
                    .isEmpty();
            // whichever came first: the second mark was never sent
            assertThat(find(store, scope, rows.toArray(UUID[]::new)).values())
                    .hasSize(60)
                    .allSatisfy(mark -> assertThat(mark.correlationId()).isEqualTo(LATER));
        });
    }

    @Test
    @DisplayName("R10: marks of tenants with the same names are kept apart")
    default void marksOfTenantsAreKeptApart() {
        StoreUnderTest store = store();
        UUID row = row("1");
        mark(store, SCOPE, NOW, FIRST, row);
        assertThat(find(store, OTHER_TENANT, row)).isEmpty();
        settle(store, OTHER_TENANT, Map.of(row, 1L));
        mark(store, OTHER_TENANT, NOW, LATER, row);
        update(store, OTHER_TENANT, first(row).sent(shipment(1)));
        settle(store, OTHER_TENANT, Map.of(row, 1L));
        assertThat(find(store, OTHER_TENANT, row)).isEmpty();
        assertThat(find(store, SCOPE, row)).containsExactly(Map.entry(row, first(row)));
    }

    @Test
    @DisplayName("R03: rollback undoes mark, update and settle")
    default void rollbackUndoesMarks() {
        StoreUnderTest store = store();
        UUID row = row("1");
        mark(store, SCOPE, NOW, FIRST, row);
        PushRepository pushes = store.repositories().pushes();
        store.runAndRollBack(unit -> pushes.mark(unit, SCOPE, List.of(row, row("2")), NOW.plusSeconds(1), LATER));
        store.runAndRollBack(
                unit -> pushes.update(unit, SCOPE, List.of(first(row).sent(shipment(1)))));
        store.runAndRollBack(unit -> pushes.settle(unit, SCOPE, Map.of(row, 1L)));
        assertThat(find(store, SCOPE, row, row("2"))).containsExactly(Map.entry(row, first(row)));
    }

    private static PushMark first(UUID row) {
        return new PushMark(row, 1, PushState.WAITING, NOW, NOW, 0, Optional.empty(), Optional.empty(), FIRST);
    }

    private static PushMark again(UUID row, Instant at, ErrorCode cause) {
        return new PushMark(row, 2, PushState.WAITING, NOW, at, 0, Optional.empty(), Optional.of(cause), LATER);
    }

    private static Shipment shipment(long number) {
        FieldHashes fields = FieldHashes.of(Map.of("email", Long.MIN_VALUE, "n\u00e4me \uD83D\uDE00", -1L));
        return new Shipment("o".repeat(64), PushItem.Intent.UPSERT, number, fields, Long.MIN_VALUE, NOW);
    }

    private static List<UUID> rows(List<PushMark> marks) {
        return marks.stream().map(PushMark::internalId).toList();
    }

    private static void mark(
            StoreUnderTest store, EntityScope scope, Instant at, CorrelationId correlationId, UUID... rows) {
        Collection<UUID> all = List.of(rows);
        store.run(unit -> store.repositories().pushes().mark(unit, scope, all, at, correlationId));
    }

    private static void update(StoreUnderTest store, EntityScope scope, PushMark... marks) {
        store.run(unit -> store.repositories().pushes().update(unit, scope, List.of(marks)));
    }

    private static void settle(StoreUnderTest store, EntityScope scope, Map<UUID, Long> numbers) {
        store.run(unit -> store.repositories().pushes().settle(unit, scope, numbers));
    }

    private static Map<UUID, PushMark> find(StoreUnderTest store, EntityScope scope, UUID... rows) {
        return store.get(unit -> store.repositories().pushes().find(unit, scope, List.of(rows)));
    }

    private static List<PushMark> due(StoreUnderTest store, Instant now, int limit) {
        return store.get(unit -> store.repositories().pushes().due(unit, SCOPE, now, limit));
    }

    private static List<PushMark> onTheirWay(StoreUnderTest store, Instant now, int limit) {
        return store.get(unit -> store.repositories().pushes().onTheirWay(unit, SCOPE, now, limit));
    }

    private static long count(StoreUnderTest store, PushState state) {
        return store.get(unit -> store.repositories().pushes().count(unit, SCOPE, state));
    }
}
