package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.Repositories;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.credential;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.kept;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.KeptRecordRepository} must hold to. */
public interface KeptRecordRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void keptRecordIsReadBackByteByByteAndReplacedByItsNext() {
        StoreUnderTest store = store();
        put(store, kept(SCOPE, "1", "a"), kept(SCOPE, "2", "a"));
        put(store, kept(SCOPE, "1", "b"));
        assertThat(find(store, "1", "2", "3"))
                .containsOnly(Map.entry(id("1"), kept(SCOPE, "1", "b")), Map.entry(id("2"), kept(SCOPE, "2", "a")));
    }

    @Test
    @DisplayName("R14: longest id and envelope are kept")
    default void longestKeptRecordIsKept() {
        StoreUnderTest store = store();
        byte[] envelope = new byte[KeptRecord.MOST_BYTES];
        envelope[7] = -1;
        KeptRecord longest = new KeptRecord(SCOPE, id("\uD83D\uDE00".repeat(256)), "k".repeat(32), envelope);
        put(store, longest);
        assertThat(find(store, longest.externalId().value())).containsValue(longest);
    }

    @Test
    default void keptRecordsAreRemovedByTheirIds() {
        StoreUnderTest store = store();
        put(store, kept(SCOPE, "1", "a"), kept(SCOPE, "A", "a"), kept(OTHER_TENANT, "1", "a"));
        int removed = store.get(
                unit -> store.repositories().keptRecords().remove(unit, SCOPE, List.of(id("1"), id("a"), id("2"))));
        assertThat(removed).isEqualTo(1);
        assertThat(find(store, "1", "A")).containsOnlyKeys(id("A"));
        assertThat(store.<Map<?, ?>>get(
                        unit -> store.repositories().keptRecords().find(unit, OTHER_TENANT, List.of(id("1")))))
                .hasSize(1);
    }

    @Test
    default void keptRecordIsReplacedOnlyWhereTheFormerOneStands() {
        StoreUnderTest store = store();
        put(store, kept(SCOPE, "1", "a"));
        assertThat(replace(store, kept(SCOPE, "1", "a"), kept(SCOPE, "1", "b"))).isTrue();
        assertThat(replace(store, kept(SCOPE, "1", "a"), kept(SCOPE, "1", "c"))).isFalse();
        assertThat(replace(store, kept(SCOPE, "2", "a"), kept(SCOPE, "2", "c"))).isFalse();
        assertThat(find(store, "1", "2")).containsOnly(Map.entry(id("1"), kept(SCOPE, "1", "b")));
    }

    @Test
    default void keptRecordsUnderOtherKeysAreListedInBatchesOfAllTenants() {
        StoreUnderTest store = store();
        put(store, kept(SCOPE, "1", "a"), kept(SCOPE, "2", "b"), kept(SCOPE, "3", "a"), kept(SCOPE, "4", "now"));
        put(store, kept(OTHER_TENANT, "1", "a"), kept(OTHER_TENANT, "2", "b"), kept(OTHER_TENANT, "3", "now"));
        List<KeptRecord> all = new ArrayList<>();
        Optional<KeptRecord> after = Optional.empty();
        while (true) {
            Optional<KeptRecord> from = after;
            List<KeptRecord> batch =
                    store.get(unit -> store.repositories().acrossTenants().keptRecordsNotUnder(unit, "now", from, 2));
            if (batch.isEmpty()) {
                break;
            }
            all.addAll(batch);
            after = Optional.of(batch.get(batch.size() - 1));
        }
        assertThat(all)
                .containsExactlyInAnyOrder(
                        kept(SCOPE, "1", "a"),
                        kept(SCOPE, "2", "b"),
                        kept(SCOPE, "3", "a"),
                        kept(OTHER_TENANT, "1", "a"),
                        kept(OTHER_TENANT, "2", "b"));
    }

    @Test
    default void keysOfKeptRecordsAreNeededAsThoseOfCredentialsAre() {
        StoreUnderTest store = store();
        put(store, kept(SCOPE, "1", "a"), kept(SCOPE, "2", "b"));
        store.run(unit -> store.repositories().credentials().put(unit, credential(KEY, "field", 1, "c")));
        assertThat(store.<Iterable<String>>get(
                        unit -> store.repositories().acrossTenants().credentialKeyIds(unit)))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    @DisplayName("R03: rollback undoes what was done to kept records")
    default void rollbackUndoesWhatWasDoneToKeptRecords() {
        StoreUnderTest store = store();
        put(store, kept(SCOPE, "1", "a"));
        store.runAndRollBack(unit -> {
            Repositories repositories = store.repositories();
            repositories.keptRecords().put(unit, List.of(kept(SCOPE, "1", "b"), kept(SCOPE, "2", "b")));
            repositories.keptRecords().remove(unit, SCOPE, List.of(id("1")));
        });
        assertThat(find(store, "1", "2")).containsOnly(Map.entry(id("1"), kept(SCOPE, "1", "a")));
    }

    private static void put(StoreUnderTest store, KeptRecord... records) {
        store.run(unit -> store.repositories().keptRecords().put(unit, List.of(records)));
    }

    private static boolean replace(StoreUnderTest store, KeptRecord former, KeptRecord next) {
        return store.get(unit -> store.repositories().keptRecords().replace(unit, former, next));
    }

    private static Map<ExternalId, KeptRecord> find(StoreUnderTest store, String... ids) {
        return store.get(unit -> store.repositories()
                .keptRecords()
                .find(unit, SCOPE, List.of(ids).stream().map(Fixtures::id).toList()));
    }
}
