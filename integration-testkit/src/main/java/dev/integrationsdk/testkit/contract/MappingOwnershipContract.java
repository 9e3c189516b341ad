package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.mapping;
import static dev.integrationsdk.testkit.contract.Fixtures.row;
import static dev.integrationsdk.testkit.contract.MappingCalls.active;
import static dev.integrationsdk.testkit.contract.MappingCalls.count;
import static dev.integrationsdk.testkit.contract.MappingCalls.find;
import static dev.integrationsdk.testkit.contract.MappingCalls.insert;
import static dev.integrationsdk.testkit.contract.MappingCalls.rekey;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.MappingRepository} must hold to where an id or a row is wanted twice. */
public interface MappingOwnershipContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

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
}
