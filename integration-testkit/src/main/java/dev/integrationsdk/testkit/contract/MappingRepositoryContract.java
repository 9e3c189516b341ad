package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.ContentHash;
import dev.integrationsdk.store.FieldHashes;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import static dev.integrationsdk.testkit.contract.MappingCalls.count;
import static dev.integrationsdk.testkit.contract.MappingCalls.find;
import static dev.integrationsdk.testkit.contract.MappingCalls.insert;
import static dev.integrationsdk.testkit.contract.MappingCalls.list;
import static dev.integrationsdk.testkit.contract.MappingCalls.rekey;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertUnknownStatusIsRefused;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.MappingRepository} must hold to. */
public interface MappingRepositoryContract extends MappingOwnershipContract {
    /** A new, empty store; called once by every test. */
    @Override
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
    default void transactionSeesItsOwnWrites() {
        StoreUnderTest store = store();
        Map<ExternalId, RecordMapping> seen = store.get(unit -> {
            store.repositories().mappings().insert(unit, SCOPE, List.of(mapping("1")));
            return store.repositories().mappings().find(unit, SCOPE, List.of(id("1")));
        });
        assertThat(seen).containsOnlyKeys(id("1"));
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
}
