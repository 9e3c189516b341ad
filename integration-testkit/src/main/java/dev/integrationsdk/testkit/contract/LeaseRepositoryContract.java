package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Lease;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.STREAM;
import static dev.integrationsdk.testkit.contract.Fixtures.stream;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.LeaseRepository} must hold to. */
public interface LeaseRepositoryContract {
    /** Long enough that none runs out by itself during a test. */
    Duration TIME = Duration.ofMinutes(10);

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void freeLeaseIsTaken() {
        assertThat(acquire(store(), STREAM, "a")).isEqualTo(new Lease(STREAM, "a", 1));
    }

    @Test
    default void heldLeaseIsRefusedWithTheInstantAtWhichItRunsOut() {
        StoreUnderTest store = store();
        acquire(store, STREAM, "a");
        IntegrationException refusal = assertRefused(ErrorCode.ALREADY_RUNNING, () -> acquire(store, STREAM, "b"));
        assertThat(refusal.retryAt()).isPresent();
    }

    @Test
    default void heldLeaseIsGivenToItsOwnHolderAgain() {
        StoreUnderTest store = store();
        Lease lease = acquire(store, STREAM, "a");
        assertThat(acquire(store, STREAM, "a")).isEqualTo(lease);
        assertThat(renew(store, lease)).isTrue();
    }

    @Test
    default void leaseThatIsGivenToItsHolderAgainHasTheWholeTimeBeforeIt() {
        StoreUnderTest store = store();
        store.get(unit -> store.repositories().leases().acquire(unit, STREAM, "a", Duration.ofMinutes(1)));
        IntegrationException before = assertRefused(ErrorCode.ALREADY_RUNNING, () -> acquire(store, STREAM, "b"));
        acquire(store, STREAM, "a");
        IntegrationException after = assertRefused(ErrorCode.ALREADY_RUNNING, () -> acquire(store, STREAM, "b"));
        assertThat(after.retryAt().orElseThrow())
                .isAfter(before.retryAt().orElseThrow().plusSeconds(60));
    }

    @Test
    default void releasedLeaseIsTakenByItsFormerHolderUnderALaterEpoch() {
        StoreUnderTest store = store();
        Lease former = acquire(store, STREAM, "a");
        release(store, former);
        assertThat(acquire(store, STREAM, "a").epoch()).isGreaterThan(former.epoch());
    }

    @Test
    default void ofManyThreadsOfTheHolderAllAreGivenTheSameLease() {
        StoreUnderTest store = store();
        Lease lease = acquire(store, STREAM, "a");
        Queue<Lease> given = new ConcurrentLinkedQueue<>();
        assertThat(Threads.run(8, thread -> given.add(acquire(store, STREAM, "a"))))
                .isEmpty();
        assertThat(given).hasSize(8).containsOnly(lease);
    }

    @Test
    default void expiredLeaseGoesToAnotherUnderALaterEpoch() {
        StoreUnderTest store = store();
        Lease former = acquire(store, STREAM, "a");
        store.expireLeases();
        assertThat(acquire(store, STREAM, "b").epoch()).isGreaterThan(former.epoch());
    }

    @Test
    default void formerHolderCannotRenewOnceAnotherHasTheLease() {
        StoreUnderTest store = store();
        Lease former = acquire(store, STREAM, "a");
        store.expireLeases();
        Lease present = acquire(store, STREAM, "b");
        assertThat(renew(store, former)).isFalse();
        assertThat(renew(store, present)).isTrue();
    }

    @Test
    default void holderCanRenewAfterExpiryWhileNobodyElseHasTakenIt() {
        StoreUnderTest store = store();
        Lease lease = acquire(store, STREAM, "a");
        store.expireLeases();
        assertThat(renew(store, lease)).isTrue();
        assertRefused(ErrorCode.ALREADY_RUNNING, () -> acquire(store, STREAM, "b"));
    }

    @Test
    default void leaseThatNobodyTookCannotBeRenewed() {
        assertThat(renew(store(), new Lease(STREAM, "a", 1))).isFalse();
    }

    @Test
    default void equalEpochOfAnotherOwnerCannotRenew() {
        StoreUnderTest store = store();
        Lease lease = acquire(store, STREAM, "a");
        assertThat(renew(store, new Lease(STREAM, "b", lease.epoch()))).isFalse();
    }

    @Test
    default void releasedLeaseIsFreeUnderALaterEpochAndLostToItsHolder() {
        StoreUnderTest store = store();
        Lease former = acquire(store, STREAM, "a");
        release(store, former);
        assertThat(renew(store, former)).isFalse();
        assertThat(acquire(store, STREAM, "b").epoch()).isGreaterThan(former.epoch());
    }

    @Test
    default void releaseByAFormerHolderChangesNothing() {
        StoreUnderTest store = store();
        Lease former = acquire(store, STREAM, "a");
        store.expireLeases();
        Lease present = acquire(store, STREAM, "b");
        release(store, former);
        assertThat(renew(store, present)).isTrue();
    }

    @Test
    default void ofManyThreadsExactlyOneTakesALeaseThatNobodyEverHeld() {
        StoreUnderTest store = store();
        assertThat(Threads.run(8, thread -> acquire(store, STREAM, "thread-" + thread)))
                .hasSize(7)
                .containsOnly(ErrorCode.ALREADY_RUNNING);
    }

    @Test
    default void ofManyThreadsExactlyOneTakesAnExpiredLease() {
        StoreUnderTest store = store();
        acquire(store, STREAM, "a");
        store.expireLeases();
        assertThat(Threads.run(8, thread -> acquire(store, STREAM, "thread-" + thread)))
                .hasSize(7)
                .containsOnly(ErrorCode.ALREADY_RUNNING);
    }

    @Test
    default void streamsAndTenantsHaveLeasesOfTheirOwn() {
        StoreUnderTest store = store();
        acquire(store, STREAM, "a");
        StreamId sameNames = stream(OTHER_TENANT);
        StreamId otherScan = STREAM.with(ScanKind.FULL);
        assertThat(acquire(store, sameNames, "a")).isEqualTo(new Lease(sameNames, "a", 1));
        assertThat(acquire(store, otherScan, "a")).isEqualTo(new Lease(otherScan, "a", 1));
    }

    @Test
    default void rollbackUndoesAcquireAndRelease() {
        StoreUnderTest store = store();
        store.runAndRollBack(unit -> store.repositories().leases().acquire(unit, STREAM, "a", TIME));
        Lease lease = acquire(store, STREAM, "b");
        store.runAndRollBack(unit -> store.repositories().leases().release(unit, lease));
        assertThat(renew(store, lease)).isTrue();
    }

    private static Lease acquire(StoreUnderTest store, StreamId stream, String owner) {
        return store.get(unit -> store.repositories().leases().acquire(unit, stream, owner, TIME));
    }

    private static boolean renew(StoreUnderTest store, Lease lease) {
        return store.get(unit -> store.repositories().leases().renew(unit, lease, TIME));
    }

    private static void release(StoreUnderTest store, Lease lease) {
        store.run(unit -> store.repositories().leases().release(unit, lease));
    }
}
