package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.store.Fingerprint;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.fingerprint;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.SuppressionRepository} must hold to. */
public interface SuppressionRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void findsThoseThatWerePutAndNoOthers() {
        StoreUnderTest store = store();
        assertThat(put(store, SCOPE, page(1, 3))).isEqualTo(2);
        assertThat(find(store, SCOPE, page(0, 4))).containsExactlyInAnyOrder(fingerprint(1), fingerprint(2));
        assertThat(count(store, SCOPE)).isEqualTo(2);
    }

    @Test
    @DisplayName("R14: every byte of a fingerprint counts")
    default void everyByteCounts() {
        StoreUnderTest store = store();
        byte[] bytes = fingerprint(1).bytes();
        put(store, SCOPE, List.of(fingerprint(1)));
        for (int i = 0; i < bytes.length; i++) {
            byte[] other = bytes.clone();
            other[i] ^= 0x20;
            assertThat(find(store, SCOPE, List.of(Fingerprint.of(other)))).isEmpty();
        }
        assertThat(find(store, SCOPE, List.of(Fingerprint.of(bytes)))).hasSize(1);
    }

    @Test
    default void nothingIsFoundCountedOrRemovedWhereNothingIs() {
        StoreUnderTest store = store();
        assertThat(find(store, SCOPE, page(0, 3))).isEmpty();
        assertThat(remove(store, SCOPE, page(0, 3))).isZero();
        assertThat(count(store, SCOPE)).isZero();
        assertThat(put(store, SCOPE, List.of())).isZero();
        assertThat(find(store, SCOPE, List.of())).isEmpty();
        assertThat(remove(store, SCOPE, List.of())).isZero();
    }

    @Test
    default void manyArePutFoundAndRemovedAtOnce() {
        StoreUnderTest store = store();
        assertThat(put(store, SCOPE, page(0, 2_345))).isEqualTo(2_345);
        assertThat(find(store, SCOPE, page(1_000, 4_000))).hasSize(1_345);
        assertThat(remove(store, SCOPE, page(0, 2_000))).isEqualTo(2_000);
        assertThat(count(store, SCOPE)).isEqualTo(345);
    }

    @Test
    @DisplayName("R01: one that is there already leaves the transaction usable and is not counted")
    default void oneThatIsThereAlreadyIsPassedOver() {
        StoreUnderTest store = store();
        put(store, SCOPE, page(0, 2));
        store.run(unit -> {
            var suppressions = store.repositories().suppressions();
            assertThat(suppressions.put(unit, SCOPE, page(0, 3), NOW)).isEqualTo(1);
            assertThat(suppressions.put(unit, SCOPE, page(3, 5), NOW)).isEqualTo(2);
        });
        assertThat(count(store, SCOPE)).isEqualTo(5);
    }

    @Test
    default void oneThatIsNamedTwiceIsPutOnce() {
        StoreUnderTest store = store();
        assertThat(put(store, SCOPE, List.of(fingerprint(1), fingerprint(1)))).isEqualTo(1);
        assertThat(remove(store, SCOPE, List.of(fingerprint(1), fingerprint(1))))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("R02: page that several threads put at once is there once")
    default void pageThatSeveralThreadsPutAtOnceIsThereOnce() {
        StoreUnderTest store = store();
        assertThat(Threads.run(6, thread -> put(store, SCOPE, page(0, 50))))
                .allSatisfy(refusal -> assertThat(refusal).isEqualTo(ErrorCode.STORE_CONFLICT))
                .hasSizeLessThan(6);
        assertThat(count(store, SCOPE)).isEqualTo(50);
    }

    @Test
    default void removedOneMayComeBack() {
        StoreUnderTest store = store();
        put(store, SCOPE, page(0, 3));
        assertThat(remove(store, SCOPE, page(1, 9))).isEqualTo(2);
        assertThat(find(store, SCOPE, page(0, 9))).containsExactly(fingerprint(0));
    }

    @Test
    @DisplayName("R10: suppressions of tenants with the same names are kept apart")
    default void suppressionsOfTenantsWithTheSameNamesAreKeptApart() {
        StoreUnderTest store = store();
        put(store, SCOPE, page(0, 3));
        assertThat(find(store, OTHER_TENANT, page(0, 3))).isEmpty();
        assertThat(count(store, OTHER_TENANT)).isZero();
        assertThat(remove(store, OTHER_TENANT, page(0, 3))).isZero();
        assertThat(put(store, OTHER_TENANT, page(0, 1))).isEqualTo(1);
        assertThat(count(store, OTHER_TENANT)).isEqualTo(1);
        assertThat(remove(store, OTHER_TENANT, page(0, 3))).isEqualTo(1);
        assertThat(count(store, SCOPE)).isEqualTo(3);
    }

    @Test
    @DisplayName("R03: rollback undoes put and remove")
    default void rollbackUndoesPutAndRemove() {
        StoreUnderTest store = store();
        put(store, SCOPE, page(0, 1));
        store.runAndRollBack(unit -> {
            store.repositories().suppressions().put(unit, SCOPE, page(1, 2), NOW);
            store.repositories().suppressions().remove(unit, SCOPE, page(0, 1));
        });
        assertThat(find(store, SCOPE, page(0, 2))).containsExactly(fingerprint(0));
    }

    private static List<Fingerprint> page(int from, int to) {
        return IntStream.range(from, to).mapToObj(Fixtures::fingerprint).toList();
    }

    private static int put(StoreUnderTest store, EntityScope scope, List<Fingerprint> fingerprints) {
        return store.get(unit -> store.repositories().suppressions().put(unit, scope, fingerprints, NOW));
    }

    private static Set<Fingerprint> find(StoreUnderTest store, EntityScope scope, List<Fingerprint> fingerprints) {
        return store.get(unit -> store.repositories().suppressions().find(unit, scope, fingerprints));
    }

    private static int remove(StoreUnderTest store, EntityScope scope, List<Fingerprint> fingerprints) {
        return store.get(unit -> store.repositories().suppressions().remove(unit, scope, fingerprints));
    }

    private static long count(StoreUnderTest store, EntityScope scope) {
        return store.get(unit -> store.repositories().suppressions().count(unit, scope));
    }
}
