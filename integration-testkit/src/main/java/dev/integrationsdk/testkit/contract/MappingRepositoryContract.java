package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.FieldHashes;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.mapping;
import static dev.integrationsdk.testkit.contract.Fixtures.row;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertRefused;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertUnknownStatusIsRefused;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.MappingRepository} must hold to. */
public interface MappingRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void mappingIsReadBackAsItWasInserted() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("1"));
        assertThat(find(store, SCOPE, "1")).containsExactly(Map.entry(id("1"), mapping("1")));
    }

    @Test
    default void mappingWithoutVersionAndTimeIsReadBackWithoutThem() {
        StoreUnderTest store = store();
        RecordMapping bare = new RecordMapping(
                id("1"),
                row("1"),
                MappingStatus.DELETED,
                Optional.empty(),
                Optional.empty(),
                new ContentHash(0, 0),
                NOW);
        insert(store, SCOPE, bare);
        assertThat(find(store, SCOPE, "1")).containsValue(bare);
    }

    @Test
    default void findsThoseThatAreThereAndNoOthers() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("1"), mapping("2"), mapping("3"));
        assertThat(find(store, SCOPE, "1", "3", "4")).containsOnlyKeys(id("1"), id("3"));
    }

    @Test
    default void findsNothingForNoIdsAndInAScopeWithoutRows() {
        StoreUnderTest store = store();
        assertThat(find(store, SCOPE)).isEmpty();
        assertThat(find(store, SCOPE, "1")).isEmpty();
    }

    @Test
    default void manyMappingsAreInsertedAndFoundAtOnce() {
        StoreUnderTest store = store();
        List<RecordMapping> many =
                IntStream.range(0, 2_345).mapToObj(i -> mapping("id-" + i)).toList();
        store.run(unit -> store.repositories().mappings().insert(unit, SCOPE, many));
        String[] ids =
                many.stream().map(mapping -> mapping.externalId().value()).toArray(String[]::new);
        assertThat(find(store, SCOPE, ids)).hasSize(2_345);
    }

    @Test
    @DisplayName("R14: ids that differ in case, blanks or accents are different")
    default void idsThatDifferInCaseBlanksOrAccentsAreDifferent() {
        StoreUnderTest store = store();
        String[] ids = {"a", "A", "a ", " a", "á", "a\u0301", "ａ"};
        for (String id : ids) {
            insert(store, SCOPE, mapping(id));
        }
        assertThat(find(store, SCOPE, ids))
                .hasSize(ids.length)
                .allSatisfy((id, found) -> assertThat(found).isEqualTo(mapping(id.value())));
    }

    @Test
    @DisplayName("R14: id of 512 characters and id beyond the basic plane are kept")
    default void idOf512CharactersAndIdBeyondTheBasicPlaneAreKept() {
        StoreUnderTest store = store();
        String emoji = "\uD83D\uDE00";
        String[] ids = {"x".repeat(512), "x".repeat(511) + "y", emoji.repeat(256), emoji};
        for (String id : ids) {
            insert(store, SCOPE, mapping(id));
        }
        assertThat(find(store, SCOPE, ids)).hasSize(ids.length);
    }

    @Test
    @DisplayName("R04: insert of a known id is a conflict, and nothing of it is remembered")
    default void insertOfAKnownIdIsAConflict() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("1"));
        assertRefused(ErrorCode.STORE_CONFLICT, () -> insert(store, SCOPE, mapping("0"), mapping("1")));
        assertThat(find(store, SCOPE, "0", "1")).containsOnlyKeys(id("1"));
    }

    @Test
    @DisplayName("R02: of many threads that insert one id exactly one wins")
    default void ofManyThreadsThatInsertOneIdExactlyOneWins() {
        StoreUnderTest store = store();
        List<ErrorCode> losses = Threads.run(8, thread -> {
            RecordMapping mine = mapping("1").with(MappingStatus.ACTIVE, row("thread " + thread), NOW);
            insert(store, SCOPE, mine);
        });
        assertThat(losses).hasSize(7).containsOnly(ErrorCode.STORE_CONFLICT);
        assertThat(find(store, SCOPE, "1")).hasSize(1);
    }

    @Test
    default void updateReplacesEverythingButTheExternalId() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("1"), mapping("2"));
        RecordMapping changed = new RecordMapping(
                id("1"),
                row("other"),
                MappingStatus.MERGED,
                Optional.of("v2"),
                Optional.empty(),
                new ContentHash(7, 8),
                NOW.plusNanos(1_000));
        store.run(unit -> store.repositories().mappings().update(unit, SCOPE, List.of(changed)));
        assertThat(find(store, SCOPE, "1", "2"))
                .containsOnly(Map.entry(id("1"), changed), Map.entry(id("2"), mapping("2")));
    }

    @Test
    default void rekeyedMappingIsFoundUnderItsNewIdOnly() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("old"));
        rekey(store, Map.of(id("old"), id("new")));
        assertThat(find(store, SCOPE, "old", "new")).containsOnlyKeys(id("new"));
        assertThat(find(store, SCOPE, "new").get(id("new")))
                .extracting(RecordMapping::internalId)
                .isEqualTo(row("old"));
    }

    @Test
    default void twoMappingsCanExchangeTheirIds() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("a"), mapping("b"));
        rekey(store, Map.of(id("a"), id("b"), id("b"), id("a")));
        assertThat(find(store, SCOPE, "a").get(id("a")))
                .extracting(RecordMapping::internalId)
                .isEqualTo(row("b"));
    }

    @Test
    @DisplayName("R08: rekey to a taken id is a conflict")
    default void rekeyToATakenIdIsAConflict() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("old"), mapping("taken"));
        assertRefused(ErrorCode.STORE_CONFLICT, () -> rekey(store, Map.of(id("old"), id("taken"))));
        assertThat(find(store, SCOPE, "old", "taken")).hasSize(2);
    }

    @Test
    default void listingGoesThroughAllIdsInTheirOrder() {
        StoreUnderTest store = store();
        insert(store, OTHER_TENANT, mapping("a"), mapping("c"), mapping("z"));
        insert(store, SCOPE, mapping("d"), mapping("b"), mapping("a"), mapping("c"));
        List<RecordMapping> first = list(store, Optional.empty(), 3);
        List<RecordMapping> second = list(store, Optional.of(id("c")), 3);
        assertThat(first).containsExactly(mapping("a"), mapping("b"), mapping("c"));
        assertThat(second).containsExactly(mapping("d"));
    }

    @Test
    default void countIsByStatus() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("1"), mapping("2"), mapping("3").with(MappingStatus.DELETED, row("3"), NOW));
        assertThat(count(store, SCOPE, MappingStatus.ACTIVE)).isEqualTo(2);
        assertThat(count(store, SCOPE, MappingStatus.DELETED)).isEqualTo(1);
        assertThat(count(store, SCOPE, MappingStatus.MERGED)).isZero();
    }

    @Test
    default void everyStatusIsKeptAndCountedByItself() {
        StoreUnderTest store = store();
        for (MappingStatus status : MappingStatus.values()) {
            RecordMapping mapping = mapping(status.name()).with(status, row(status.name()), NOW);
            insert(store, SCOPE, mapping);
            assertThat(find(store, SCOPE, status.name())).containsValue(mapping);
        }
        assertThat(MappingStatus.values())
                .allSatisfy(status -> assertThat(count(store, SCOPE, status)).isEqualTo(1));
    }

    @Test
    @DisplayName("R10: mappings of tenants with the same names are kept apart")
    default void mappingsOfTenantsWithTheSameNamesAreKeptApart() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("1"));
        assertThat(find(store, OTHER_TENANT, "1")).isEmpty();
        assertThat(count(store, OTHER_TENANT, MappingStatus.ACTIVE)).isZero();
        insert(store, OTHER_TENANT, mapping("1").with(MappingStatus.ACTIVE, row("theirs"), NOW));
        assertThat(find(store, SCOPE, "1")).containsValue(mapping("1"));
    }

    @Test
    @DisplayName("R03: rollback undoes insert, update and rekey")
    default void rollbackUndoesInsertUpdateAndRekey() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("1"), mapping("2"));
        store.runAndRollBack(unit -> {
            var mappings = store.repositories().mappings();
            mappings.insert(unit, SCOPE, List.of(mapping("3")));
            mappings.update(unit, SCOPE, List.of(mapping("1").with(MappingStatus.DELETED, row("1"), NOW)));
            mappings.rekey(unit, SCOPE, Map.of(id("2"), id("4")));
        });
        assertThat(find(store, SCOPE, "1", "2", "3", "4"))
                .containsOnly(Map.entry(id("1"), mapping("1")), Map.entry(id("2"), mapping("2")));
    }

    @Test
    @DisplayName("R04: first insert of a scope that was rolled back can be repeated")
    default void firstInsertOfAScopeThatWasRolledBackCanBeRepeated() {
        StoreUnderTest store = store();
        store.runAndRollBack(unit -> store.repositories().mappings().insert(unit, SCOPE, List.of(mapping("1"))));
        insert(store, OTHER_TENANT, mapping("1"));
        insert(store, SCOPE, mapping("1"), mapping("2"));
        assertThat(count(store, SCOPE, MappingStatus.ACTIVE)).isEqualTo(2);
        assertThat(count(store, OTHER_TENANT, MappingStatus.ACTIVE)).isEqualTo(1);
    }

    @Test
    default void transactionSeesItsOwnWrites() {
        StoreUnderTest store = store();
        Map<ExternalId, RecordMapping> seen = store.get(unit -> {
            store.repositories().mappings().insert(unit, SCOPE, List.of(mapping("1")));
            return store.repositories().mappings().find(unit, SCOPE, List.of(id("1")));
        });
        assertThat(seen).containsOnlyKeys(id("1"));
    }

    @Test
    @DisplayName("R02: of many threads that insert one id exactly one wins, at every level of isolation")
    default void ofManyThreadsThatInsertOneIdExactlyOneWinsAtEveryLevel() {
        StoreUnderTest store = store();
        Isolation.forEach(store, (transactions, level) -> {
            EntityScope scope = Isolation.newScope(level);
            List<ErrorCode> losses = Threads.run(
                    6,
                    thread -> transactions.inTransaction(unit -> {
                        RecordMapping mine = mapping("1").with(MappingStatus.ACTIVE, row("thread " + thread), NOW);
                        store.repositories().mappings().insert(unit, scope, List.of(mine));
                        return true;
                    }));
            assertThat(losses).hasSize(5).containsOnly(ErrorCode.STORE_CONFLICT);
            assertThat(find(store, scope, "1")).hasSize(1);
        });
    }

    @Test
    @DisplayName("R24: workers to whom one new id is delivered at once end up with one internal id")
    default void workersToWhomOneNewIdIsDeliveredAtOnceEndUpWithOneInternalId() {
        StoreUnderTest store = store();
        Set<UUID> internalIds = ConcurrentHashMap.newKeySet();
        List<ErrorCode> losses = Threads.run(6, thread -> {
            UUID mine = row("thread " + thread);
            for (Optional<UUID> given = Optional.empty(); given.isEmpty(); ) {
                given = knownOrReserved(store, mine);
                given.ifPresent(internalIds::add);
            }
        });
        assertThat(losses).isEmpty();
        assertThat(internalIds).hasSize(1);
        assertThat(find(store, SCOPE, "1").values())
                .extracting(RecordMapping::internalId)
                .containsExactlyElementsOf(internalIds);
    }

    /** Empty if another transaction was quicker, so that it must be looked up again. */
    private static Optional<UUID> knownOrReserved(StoreUnderTest store, UUID mine) {
        try {
            return Optional.of(store.get(unit -> {
                MappingRepository mappings = store.repositories().mappings();
                RecordMapping known =
                        mappings.find(unit, SCOPE, List.of(id("1"))).get(id("1"));
                if (known == null) {
                    mappings.insert(unit, SCOPE, List.of(mapping("1").with(MappingStatus.ACTIVE, mine, NOW)));
                }
                return known == null ? mine : known.internalId();
            }));
        } catch (IntegrationException conflict) {
            assertThat(conflict.code()).isEqualTo(ErrorCode.STORE_CONFLICT);
            return Optional.empty();
        }
    }

    @Test
    @DisplayName("R16: listing is stable under inserts")
    default void listingOfMappingsIsStableUnderInserts() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("b"), mapping("d"), mapping("f"));
        assertThat(list(store, Optional.empty(), 2)).containsExactly(mapping("b"), mapping("d"));
        insert(store, SCOPE, mapping("a"), mapping("c"), mapping("e"));
        assertThat(list(store, Optional.of(id("d")), 9)).containsExactly(mapping("e"), mapping("f"));
    }

    @Test
    @DisplayName("R15: instants keep microseconds in UTC whatever the zone")
    default void instantsOfMappingsKeepMicroseconds() {
        StoreUnderTest store = store();
        inEveryZone(zone -> {
            RecordMapping skipped = new RecordMapping(
                    id(zone),
                    row(zone),
                    MappingStatus.ACTIVE,
                    Optional.empty(),
                    Optional.of(NOW),
                    new ContentHash(0, 0),
                    NOW);
            insert(store, SCOPE, skipped);
            assertThat(list(store, Optional.empty(), 9)).isNotEmpty().allSatisfy(found -> {
                assertThat(found.modifiedAt()).contains(NOW);
                assertThat(found.changedAt()).isEqualTo(NOW);
            });
        });
    }

    @Test
    @DisplayName("R22: unknown status text of a mapping is an error")
    default void unknownStatusOfAMappingIsAnError() {
        StoreUnderTest store = store();
        insert(store, SCOPE, mapping("1"));
        assertUnknownStatusIsRefused(
                store, unit -> store.repositories().mappings().find(unit, SCOPE, List.of(id("1"))));
    }

    @Test
    default void fieldHashesAreReadBack() {
        StoreUnderTest store = store();
        Map<String, Long> most = IntStream.range(0, FieldHashes.MOST)
                .boxed()
                .collect(Collectors.toMap(i -> i + "\uD83D\uDE00".repeat(100), i -> i - 500L));
        RecordMapping few = mapping("few")
                .with(FieldHashes.of(Map.of("email", Long.MIN_VALUE, "\u0000", -1L, "x".repeat(256), Long.MAX_VALUE)));
        RecordMapping full = mapping("full").with(FieldHashes.of(most));
        insert(store, SCOPE, few, mapping("none"), full);
        assertThat(find(store, SCOPE, "few", "full", "none").values())
                .containsExactlyInAnyOrder(few, full, mapping("none"));
        assertThat(list(store, Optional.empty(), 9)).contains(few, full);
    }

    @Test
    default void updateReplacesFieldHashesAndWithoutAnyKeepsThem() {
        StoreUnderTest store = store();
        FieldHashes first = FieldHashes.of(Map.of("email", 1L));
        FieldHashes second = FieldHashes.of(Map.of("phone", 2L));
        insert(store, SCOPE, mapping("1").with(first), mapping("2").with(first), mapping("3"));
        store.run(unit -> store.repositories()
                .mappings()
                .update(
                        unit,
                        SCOPE,
                        List.of(
                                mapping("1"),
                                mapping("2").with(second),
                                mapping("3").with(first))));
        assertThat(find(store, SCOPE, "1", "2", "3").values())
                .containsExactlyInAnyOrder(
                        mapping("1").with(first),
                        mapping("2").with(second),
                        mapping("3").with(first));
    }

    @Test
    default void rekeyTakesFieldHashesAlong() {
        StoreUnderTest store = store();
        FieldHashes hashes = FieldHashes.of(Map.of("email", 1L));
        insert(store, SCOPE, mapping("old").with(hashes));
        rekey(store, Map.of(id("old"), id("new")));
        assertThat(find(store, SCOPE, "new").get(id("new")))
                .extracting(RecordMapping::fieldHashes)
                .isEqualTo(hashes);
    }

    private static void insert(StoreUnderTest store, EntityScope scope, RecordMapping... mappings) {
        store.run(unit -> store.repositories().mappings().insert(unit, scope, List.of(mappings)));
    }

    private static Map<ExternalId, RecordMapping> find(StoreUnderTest store, EntityScope scope, String... ids) {
        List<ExternalId> wanted = List.of(ids).stream().map(ExternalId::of).toList();
        return store.get(unit -> store.repositories().mappings().find(unit, scope, wanted));
    }

    private static void rekey(StoreUnderTest store, Map<ExternalId, ExternalId> newIds) {
        store.run(unit -> store.repositories().mappings().rekey(unit, SCOPE, newIds));
    }

    private static List<RecordMapping> list(StoreUnderTest store, Optional<ExternalId> after, int limit) {
        return store.get(unit -> store.repositories().mappings().list(unit, SCOPE, after, limit));
    }

    private static long count(StoreUnderTest store, EntityScope scope, MappingStatus status) {
        return store.get(unit -> store.repositories().mappings().count(unit, scope, status));
    }

    @Test
    @DisplayName("R08: a row belongs to one active mapping, and is found by it")
    default void rowBelongsToOneActiveMappingAndIsFoundByIt() {
        StoreUnderTest store = store();
        MappingRepository mappings = store.repositories().mappings();
        store.run(unit -> mappings.insert(unit, SCOPE, List.of(mapping("one"))));
        store.run(unit -> mappings.insert(unit, OTHER_TENANT, List.of(mapping("one"))));
        RecordMapping second = mapping("two").with(MappingStatus.ACTIVE, row("one"), NOW);
        assertRefused(ErrorCode.STORE_CONFLICT, () -> store.run(unit -> mappings.insert(unit, SCOPE, List.of(second))));
        assertThat(active(store, row("one"), row("two")))
                .containsOnlyKeys(row("one"))
                .containsValue(mapping("one"));
    }

    @Test
    @DisplayName("R08: an update cannot take a row from another active mapping")
    default void updateCannotTakeARowFromAnotherActiveMapping() {
        StoreUnderTest store = store();
        MappingRepository mappings = store.repositories().mappings();
        store.run(unit -> mappings.insert(unit, SCOPE, List.of(mapping("one"), mapping("two"))));
        RecordMapping thief = mapping("two").with(MappingStatus.ACTIVE, row("one"), NOW);
        assertRefused(ErrorCode.STORE_CONFLICT, () -> store.run(unit -> mappings.update(unit, SCOPE, List.of(thief))));
        assertThat(active(store, row("one"), row("two")))
                .containsEntry(row("one"), mapping("one"))
                .containsEntry(row("two"), mapping("two"));
    }

    @Test
    @DisplayName("R08: a row that one record gives up may go to another in the same page")
    default void rowThatOneRecordGivesUpMayGoToAnotherInTheSamePage() {
        StoreUnderTest store = store();
        MappingRepository mappings = store.repositories().mappings();
        store.run(unit -> mappings.insert(unit, SCOPE, List.of(mapping("a"), mapping("z"))));
        RecordMapping heir = mapping("a").with(MappingStatus.ACTIVE, row("z"), NOW);
        RecordMapping gone = mapping("z").with(MappingStatus.DELETED, row("z"), NOW);
        store.run(unit -> mappings.update(unit, SCOPE, List.of(heir, gone)));
        assertThat(active(store, row("a"), row("z"))).containsOnlyKeys(row("z")).containsValue(heir);
    }

    @Test
    @DisplayName("R09: a merged mapping names the survivor's row beside the survivor")
    default void mergedMappingNamesTheSurvivorsRow() {
        StoreUnderTest store = store();
        MappingRepository mappings = store.repositories().mappings();
        store.run(unit -> mappings.insert(unit, SCOPE, List.of(mapping("loser"), mapping("survivor"))));
        RecordMapping merged = mapping("loser").with(MappingStatus.MERGED, row("survivor"), NOW);
        store.run(unit -> mappings.update(unit, SCOPE, List.of(merged)));
        assertThat(find(store, SCOPE, "loser")).containsValue(merged);
        assertThat(active(store, row("survivor"), row("loser")))
                .containsOnlyKeys(row("survivor"))
                .containsValue(mapping("survivor"));
    }

    private static Map<UUID, RecordMapping> active(StoreUnderTest store, UUID... rows) {
        return store.get(unit -> store.repositories().mappings().findActive(unit, SCOPE, List.of(rows)));
    }
}
