package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.LetterMark;
import dev.integrationsdk.store.LetterQuery;
import java.time.Instant;
import java.util.ArrayList;
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
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.letter;
import static dev.integrationsdk.testkit.contract.Fixtures.row;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.DeadLetterRepository} must hold to. */
public interface DeadLetterRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void letterIsReadBackAsItWasPut() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"));
        assertThat(list(store, SCOPE)).containsExactly(letter(SCOPE, "1"));
    }

    @Test
    default void secondFailureOfARecordReplacesTheCauseAndCounts() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"));
        put(store, again(letter(SCOPE, "1"), "run-2", NOW.plusSeconds(60)));
        DeadLetter kept = list(store, SCOPE).get(0);
        assertThat(kept.id()).isEqualTo(letter(SCOPE, "1").id());
        assertThat(kept.attempts()).isEqualTo(2);
        assertThat(kept.code()).isEqualTo(ErrorCode.HANDLER_REJECTED);
        assertThat(kept.runId()).isEqualTo(row("run-2"));
        assertThat(kept.correlationId()).isEqualTo(new CorrelationId("run-2"));
        assertThat(kept.failedAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(count(store, SCOPE)).isEqualTo(1);
    }

    @Test
    default void letterOfAnUnknownRecordIsKnownByItsRunAndPosition() {
        StoreUnderTest store = store();
        put(store, unreadable("run-1", "results[3]"), unreadable("run-1", "results[4]"));
        put(store, unreadable("run-2", "results[3]"), unreadable("run-1", "results[3]"));
        assertThat(count(store, SCOPE)).isEqualTo(3);
        assertThat(list(store, SCOPE))
                .allSatisfy(kept -> assertThat(kept.externalId()).isEmpty());
    }

    @Test
    default void recordIdThatLooksLikeAPositionIsNotTakenForOne() {
        StoreUnderTest store = store();
        put(store, unreadable("run-1", "results[3]"), letter(SCOPE, row("run-1") + ":results[3]"));
        assertThat(count(store, SCOPE)).isEqualTo(2);
    }

    @Test
    default void appliedRecordsAreResolved() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"), letter(SCOPE, "2"), letter(SCOPE, "a"));
        assertThat(resolve(store, SCOPE, "1", "3", "A", "a ")).isEqualTo(1);
        assertThat(count(store, SCOPE)).isEqualTo(2);
    }

    @Test
    default void manyAreResolvedAtOnce() {
        StoreUnderTest store = store();
        String[] ids = IntStream.range(0, 1_234).mapToObj(i -> "id-" + i).toArray(String[]::new);
        put(store, List.of(ids).stream().map(id -> letter(SCOPE, id)).toArray(DeadLetter[]::new));
        assertThat(resolve(store, SCOPE, ids)).isEqualTo(1_234);
        assertThat(count(store, SCOPE)).isZero();
    }

    @Test
    default void nothingIsResolvedOrCountedInAScopeWithoutLetters() {
        StoreUnderTest store = store();
        assertThat(resolve(store, SCOPE, "1")).isZero();
        assertThat(count(store, SCOPE)).isZero();
        assertThat(list(store, SCOPE)).isEmpty();
    }

    @Test
    default void latestFailureIsListedFirst() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"), letter(SCOPE, "2"), letter(SCOPE, "3"));
        put(store, again(letter(SCOPE, "1"), "run-2", NOW.plusSeconds(2)));
        put(store, again(letter(SCOPE, "2"), "run-2", NOW.plusSeconds(1)));
        List<DeadLetter> latest =
                store.get(unit -> store.repositories().deadLetters().list(unit, SCOPE, 2));
        assertThat(latest)
                .extracting(DeadLetter::externalId)
                .containsExactly(Optional.of(id("1")), Optional.of(id("2")));
    }

    @Test
    @DisplayName("R14: longest id and message are kept")
    default void longestIdAndMessageAreKept() {
        StoreUnderTest store = store();
        DeadLetter longest = new DeadLetter(
                row("letter"),
                SCOPE,
                Optional.of(id("\uD83D\uDE00".repeat(256))),
                "results[99999]",
                row("run"),
                new CorrelationId("run"),
                ErrorCode.RECORD_REJECTED,
                "m".repeat(DeadLetter.MAX_MESSAGE + 1),
                1,
                NOW);
        put(store, longest);
        assertThat(list(store, SCOPE)).containsExactly(longest);
    }

    @Test
    @DisplayName("R10: letters of tenants with the same names are kept apart")
    default void lettersOfTenantsWithTheSameNamesAreKeptApart() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"));
        assertThat(list(store, OTHER_TENANT)).isEmpty();
        assertThat(resolve(store, OTHER_TENANT, "1")).isZero();
        put(store, letter(OTHER_TENANT, "1"));
        assertThat(list(store, SCOPE)).containsExactly(letter(SCOPE, "1"));
    }

    @Test
    @DisplayName("R03: rollback undoes put and resolve")
    default void rollbackUndoesPutAndResolve() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"));
        store.runAndRollBack(unit -> {
            var letters = store.repositories().deadLetters();
            letters.put(unit, List.of(again(letter(SCOPE, "1"), "run-2", NOW), letter(SCOPE, "2")));
            letters.resolve(unit, SCOPE, List.of(id("1")));
        });
        assertThat(list(store, SCOPE)).containsExactly(letter(SCOPE, "1"));
    }

    @Test
    @DisplayName("R01: letter that is there already leaves the transaction usable")
    default void letterThatIsThereAlreadyLeavesTheTransactionUsable() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"));
        store.run(unit -> {
            var letters = store.repositories().deadLetters();
            letters.put(unit, List.of(letter(SCOPE, "1"), letter(SCOPE, "2")));
            letters.put(unit, List.of(letter(SCOPE, "3")));
        });
        assertThat(count(store, SCOPE)).isEqualTo(3);
    }

    @Test
    @DisplayName("R16: letters of one instant are listed in one order, whatever is added before it")
    default void lettersOfOneInstantAreListedInOneOrder() {
        StoreUnderTest store = store();
        for (int i = 0; i < 20; i++) {
            put(store, letter(SCOPE, "id-" + i));
        }
        List<DeadLetter> before = list(store, SCOPE);
        put(store, again(letter(SCOPE, "older"), "run-0", NOW.minusSeconds(60)));
        assertThat(list(store, SCOPE).subList(0, 20)).containsExactlyElementsOf(before);
    }

    @Test
    @DisplayName("R15: instants keep microseconds in UTC whatever the zone")
    default void instantsOfLettersKeepMicroseconds() {
        StoreUnderTest store = store();
        inEveryZone(zone -> {
            put(store, letter(SCOPE, zone));
            assertThat(list(store, SCOPE)).extracting(DeadLetter::failedAt).containsOnly(NOW);
        });
    }

    @Test
    default void stateAndProspectOfALetterAreKeptAndReplaced() {
        StoreUnderTest store = store();
        DeadLetter first = letter(SCOPE, "1").with(new ContentHash(1, -1), Optional.of(NOW.plusSeconds(5)), true);
        put(store, first);
        assertThat(list(store, SCOPE)).containsExactly(first);
        DeadLetter second = letter(SCOPE, "1").with(new ContentHash(2, 2), Optional.empty(), false);
        put(store, second);
        assertThat(list(store, SCOPE)).singleElement().satisfies(kept -> {
            assertThat(kept.state()).isEqualTo(new ContentHash(2, 2));
            assertThat(kept.retryAt()).isEmpty();
            assertThat(kept.waiting()).isFalse();
        });
    }

    @Test
    default void lettersArePagedByIdWhateverFailsAgainMeanwhile() {
        StoreUnderTest store = store();
        for (int i = 0; i < 7; i++) {
            put(store, letter(SCOPE, "id-" + i));
        }
        List<DeadLetter> seen = new ArrayList<>();
        LetterQuery query = LetterQuery.first(3);
        List<DeadLetter> page = page(store, query);
        while (!page.isEmpty()) {
            seen.addAll(page);
            put(store, again(seen.get(0), "run-2", NOW.plusSeconds(60)));
            page = page(store, query.withAfter(seen.get(seen.size() - 1).id()));
        }
        assertThat(seen).hasSize(7).extracting(DeadLetter::id).doesNotHaveDuplicates();
    }

    @Test
    default void lettersAreFoundByCauseByIdAndWhenTheyAreDue() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"), again(letter(SCOPE, "2"), "run-2", NOW));
        put(store, letter(SCOPE, "3").with(ContentHash.NONE, Optional.of(NOW), false));
        put(store, letter(SCOPE, "4").with(ContentHash.NONE, Optional.of(NOW.plusNanos(1_000)), false));
        assertThat(page(store, LetterQuery.first(9).withCode(ErrorCode.HANDLER_REJECTED)))
                .extracting(DeadLetter::externalId)
                .containsExactly(Optional.of(id("2")));
        assertThat(page(store, LetterQuery.first(9).withDueBy(NOW)))
                .extracting(DeadLetter::externalId)
                .containsExactly(Optional.of(id("3")));
        assertThat(page(store, LetterQuery.of(List.of(letter(SCOPE, "1").id(), row("nobody")))))
                .containsExactly(letter(SCOPE, "1"));
        assertThat(page(store, LetterQuery.first(9).withCode(ErrorCode.CONFLICT)))
                .isEmpty();
    }

    @Test
    default void discardedLetterLeavesAMarkUntilItsRecordIsAppliedOrFailsAgain() {
        StoreUnderTest store = store();
        ContentHash state = new ContentHash(3, 4);
        DeadLetter letter = letter(SCOPE, "1").with(state, Optional.of(NOW), false);
        put(store, letter, letter(SCOPE, "2"));
        assertThat(discard(store, letter.id(), row("nobody"))).isEqualTo(1);
        assertThat(discard(store, letter.id())).isZero();
        assertThat(count(store, SCOPE)).isEqualTo(1);
        assertThat(list(store, SCOPE)).hasSize(1);
        assertThat(page(store, LetterQuery.first(9))).hasSize(1);
        assertThat(page(store, LetterQuery.first(9).withDueBy(NOW))).isEmpty();
        assertThat(page(store, LetterQuery.of(List.of(letter.id())))).isEmpty();
        assertThat(marks(store, "1", "2", "3"))
                .containsOnly(
                        Map.entry(id("1"), new LetterMark(true, state)),
                        Map.entry(id("2"), new LetterMark(false, ContentHash.NONE)));
        put(store, letter);
        assertThat(marks(store, "1")).containsValue(new LetterMark(false, state));
        discard(store, letter.id());
        resolve(store, SCOPE, "1", "2");
        assertThat(marks(store, "1", "2")).isEmpty();
        assertThat(store.<Boolean>get(unit -> store.repositories().deadLetters().isEmpty(unit, SCOPE)))
                .isTrue();
    }

    @Test
    default void markAloneIsNoEmptyScope() {
        StoreUnderTest store = store();
        put(store, letter(SCOPE, "1"));
        discard(store, letter(SCOPE, "1").id());
        assertThat(count(store, SCOPE)).isZero();
        assertThat(store.<Boolean>get(unit -> store.repositories().deadLetters().isEmpty(unit, SCOPE)))
                .isFalse();
    }

    @Test
    default void letterOfAnUnknownRecordLeavesNoMark() {
        StoreUnderTest store = store();
        DeadLetter unknown = unreadable("run-1", "results[3]");
        put(store, unknown);
        assertThat(discard(store, unknown.id())).isEqualTo(1);
        assertThat(store.<Boolean>get(unit -> store.repositories().deadLetters().isEmpty(unit, SCOPE)))
                .isTrue();
    }

    private static List<DeadLetter> page(StoreUnderTest store, LetterQuery query) {
        return store.get(unit -> store.repositories().deadLetters().page(unit, SCOPE, query));
    }

    private static int discard(StoreUnderTest store, UUID... ids) {
        return store.get(unit -> store.repositories().deadLetters().discard(unit, SCOPE, List.of(ids)));
    }

    private static Map<ExternalId, LetterMark> marks(StoreUnderTest store, String... ids) {
        List<ExternalId> records = List.of(ids).stream().map(ExternalId::of).toList();
        return store.get(unit -> store.repositories().deadLetters().marks(unit, SCOPE, records));
    }

    private static DeadLetter again(DeadLetter letter, String run, Instant at) {
        return new DeadLetter(
                row("another id of " + letter.externalId()),
                letter.scope(),
                letter.externalId(),
                letter.position(),
                row(run),
                new CorrelationId(run),
                ErrorCode.HANDLER_REJECTED,
                "the host refused it",
                1,
                at);
    }

    private static DeadLetter unreadable(String run, String position) {
        return new DeadLetter(
                row(run + position),
                SCOPE,
                Optional.empty(),
                position,
                row(run),
                new CorrelationId(run),
                ErrorCode.RECORD_REJECTED,
                "id is missing",
                1,
                NOW);
    }

    private static void put(StoreUnderTest store, DeadLetter... letters) {
        store.run(unit -> store.repositories().deadLetters().put(unit, List.of(letters)));
    }

    private static int resolve(StoreUnderTest store, EntityScope scope, String... ids) {
        List<ExternalId> applied = List.of(ids).stream().map(ExternalId::of).toList();
        return store.get(unit -> store.repositories().deadLetters().resolve(unit, scope, applied));
    }

    private static long count(StoreUnderTest store, EntityScope scope) {
        return store.get(unit -> store.repositories().deadLetters().count(unit, scope));
    }

    private static List<DeadLetter> list(StoreUnderTest store, EntityScope scope) {
        return store.get(unit -> store.repositories().deadLetters().list(unit, scope, 100));
    }
}
