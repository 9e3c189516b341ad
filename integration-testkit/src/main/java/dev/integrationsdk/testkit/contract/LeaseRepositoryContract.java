package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.STREAM;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.letter;
import static dev.integrationsdk.testkit.contract.Fixtures.mapping;
import static dev.integrationsdk.testkit.contract.Fixtures.run;
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
    @DisplayName("R07: held lease is refused, with the instant at which it runs out")
    default void heldLeaseIsRefusedWithTheInstantAtWhichItRunsOut() {
        StoreUnderTest store = store();
        acquire(store, STREAM, "a");
        IntegrationException refusal = assertRefused(ErrorCode.ALREADY_RUNNING, () -> acquire(store, STREAM, "b"));
        assertThat(refusal.retryAt()).isPresent();
    }

    @Test
    @DisplayName("R07: held lease is given to its own holder again")
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
    @DisplayName("R07: expired lease goes to another under a later epoch")
    default void expiredLeaseGoesToAnotherUnderALaterEpoch() {
        StoreUnderTest store = store();
        Lease former = acquire(store, STREAM, "a");
        store.expireLeases();
        assertThat(acquire(store, STREAM, "b").epoch()).isGreaterThan(former.epoch());
    }

    @Test
    @DisplayName("R07: former holder cannot renew once another has the lease")
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
    @DisplayName("R07: lease that nobody took cannot be renewed")
    default void leaseThatNobodyTookCannotBeRenewed() {
        assertThat(renew(store(), new Lease(STREAM, "a", 1))).isFalse();
    }

    @Test
    @DisplayName("R07: equal epoch of another owner cannot renew")
    default void equalEpochOfAnotherOwnerCannotRenew() {
        StoreUnderTest store = store();
        Lease lease = acquire(store, STREAM, "a");
        assertThat(renew(store, new Lease(STREAM, "b", lease.epoch()))).isFalse();
    }

    @Test
    @DisplayName("R07: released lease is free under a later epoch and lost to its holder")
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
    @DisplayName("R02: of many threads exactly one takes a lease that nobody ever held")
    default void ofManyThreadsExactlyOneTakesALeaseThatNobodyEverHeld() {
        StoreUnderTest store = store();
        assertThat(Threads.run(8, thread -> acquire(store, STREAM, "thread-" + thread)))
                .hasSize(7)
                .containsOnly(ErrorCode.ALREADY_RUNNING);
    }

    @Test
    @DisplayName("R07: of many threads exactly one takes an expired lease")
    default void ofManyThreadsExactlyOneTakesAnExpiredLease() {
        StoreUnderTest store = store();
        acquire(store, STREAM, "a");
        store.expireLeases();
        assertThat(Threads.run(8, thread -> acquire(store, STREAM, "thread-" + thread)))
                .hasSize(7)
                .containsOnly(ErrorCode.ALREADY_RUNNING);
    }

    @Test
    @DisplayName("R10: streams and tenants have leases of their own")
    default void streamsAndTenantsHaveLeasesOfTheirOwn() {
        StoreUnderTest store = store();
        acquire(store, STREAM, "a");
        StreamId sameNames = stream(OTHER_TENANT);
        StreamId otherScan = STREAM.with(ScanKind.FULL);
        assertThat(acquire(store, sameNames, "a")).isEqualTo(new Lease(sameNames, "a", 1));
        assertThat(acquire(store, otherScan, "a")).isEqualTo(new Lease(otherScan, "a", 1));
    }

    @Test
    @DisplayName("R03: rollback undoes acquire and release")
    default void rollbackUndoesAcquireAndRelease() {
        StoreUnderTest store = store();
        store.runAndRollBack(unit -> store.repositories().leases().acquire(unit, STREAM, "a", TIME));
        Lease lease = acquire(store, STREAM, "b");
        store.runAndRollBack(unit -> store.repositories().leases().release(unit, lease));
        assertThat(renew(store, lease)).isTrue();
    }

    @Test
    @DisplayName("R06: whoever has lost the lease does not pass the fence, and writes no mapping, run or dead letter")
    default void whoeverHasLostTheLeaseWritesNothing() {
        StoreUnderTest store = store();
        Lease former = acquire(store, STREAM, "a");
        store.run(unit -> store.repositories().jobRuns().start(unit, run("run")));
        store.expireLeases();
        acquire(store, STREAM, "b");
        store.runAndRollBack(unit -> {
            var repositories = store.repositories();
            repositories.mappings().insert(unit, SCOPE, List.of(mapping("1")));
            repositories.deadLetters().put(unit, List.of(letter(SCOPE, "2")));
            repositories.jobRuns().update(unit, run("run").ended(RunStatus.SUCCEEDED, NOW, Optional.empty()));
            assertThat(repositories.leases().renew(unit, former, TIME)).isFalse();
        });
        store.run(unit -> {
            assertThat(store.repositories().mappings().find(unit, SCOPE, List.of(id("1"))))
                    .isEmpty();
            assertThat(store.repositories().deadLetters().count(unit, SCOPE)).isZero();
            assertThat(store.repositories()
                            .jobRuns()
                            .find(unit, SCOPE.tenant(), run("run").id()))
                    .contains(run("run"));
        });
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
