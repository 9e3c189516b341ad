package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.PendingAuthorization;
import dev.integrationsdk.store.PurgedTable;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.BOB;
import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_KEY;
import static org.assertj.core.api.Assertions.assertThat;

/** What an {@link dev.integrationsdk.store.AuthorizationRepository} must hold to. */
public interface AuthorizationRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R15: authorization is taken as it was put, once")
    default void authorizationIsTakenAsItWasPutOnce() {
        StoreUnderTest store = store();
        PendingAuthorization longest = PendingAuthorization.of(
                hash(1),
                new PendingAuthorization.Who(KEY, BOB),
                new byte[PendingAuthorization.MOST_BYTES],
                new PendingAuthorization.Terms(URI.create("https://a.example/" + "x".repeat(1_982)), true, NOW));
        put(store, longest);
        put(store, pending(2, KEY, NOW));
        assertThat(take(store, KEY.tenant(), 1)).contains(longest);
        assertThat(take(store, KEY.tenant(), 1)).isEmpty();
        assertThat(take(store, KEY.tenant(), 2)).contains(pending(2, KEY, NOW));
        assertThat(take(store, KEY.tenant(), 3)).isEmpty();
    }

    @Test
    @DisplayName("R10: authorization of another tenant is not taken")
    default void authorizationOfAnotherTenantIsNotTaken() {
        StoreUnderTest store = store();
        put(store, pending(1, KEY, NOW));
        assertThat(take(store, OTHER_KEY.tenant(), 1)).isEmpty();
        assertThat(take(store, KEY.tenant(), 1)).isPresent();
    }

    @Test
    @DisplayName("R02: of many threads exactly one takes it")
    default void ofManyThreadsExactlyOneTakesIt() {
        StoreUnderTest store = store();
        put(store, pending(1, KEY, NOW));
        Queue<PendingAuthorization> taken = new ConcurrentLinkedQueue<>();
        List<ErrorCode> refusals =
                Threads.run(8, thread -> take(store, KEY.tenant(), 1).ifPresent(taken::add));
        assertThat(refusals).allSatisfy(code -> assertThat(code).isEqualTo(ErrorCode.STORE_CONFLICT));
        assertThat(taken).hasSize(1);
    }

    @Test
    @DisplayName("R03: rollback undoes put and take")
    default void rollbackUndoesPutAndTake() {
        StoreUnderTest store = store();
        put(store, pending(1, KEY, NOW));
        store.runAndRollBack(unit -> {
            store.repositories().authorizations().put(unit, pending(2, KEY, NOW));
            store.repositories().authorizations().take(unit, KEY.tenant(), hash(1));
        });
        assertThat(take(store, KEY.tenant(), 1)).isPresent();
        assertThat(take(store, KEY.tenant(), 2)).isEmpty();
    }

    @Test
    @DisplayName("R19: purge removes what had run out before the instant, in batches")
    default void purgeRemovesWhatHadRunOut() {
        StoreUnderTest store = store();
        for (int i = 0; i < 5; i++) {
            put(store, pending(i, i % 2 == 0 ? KEY : OTHER_KEY, NOW.minusNanos(1_000)));
        }
        put(store, pending(5, KEY, NOW));
        assertThat(purge(store)).isEqualTo(3);
        assertThat(purge(store)).isEqualTo(2);
        assertThat(purge(store)).isZero();
        assertThat(take(store, KEY.tenant(), 5)).isPresent();
    }

    private static int purge(StoreUnderTest store) {
        return store.get(
                unit -> store.repositories().acrossTenants().purge(unit, PurgedTable.PENDING_AUTHORIZATION, NOW, 3));
    }

    private static void put(StoreUnderTest store, PendingAuthorization pending) {
        store.run(unit -> store.repositories().authorizations().put(unit, pending));
    }

    private static Optional<PendingAuthorization> take(StoreUnderTest store, TenantId tenant, int number) {
        return store.get(unit -> store.repositories().authorizations().take(unit, tenant, hash(number)));
    }

    private static PendingAuthorization pending(int number, ConnectorKey key, Instant expiresAt) {
        return PendingAuthorization.of(
                hash(number),
                new PendingAuthorization.Who(key, BOB),
                new byte[] {0, (byte) number, -1},
                new PendingAuthorization.Terms(URI.create("https://host.example/back"), false, expiresAt));
    }

    private static String hash(int number) {
        return "%064x".formatted(0xabcdef00L + number);
    }
}
