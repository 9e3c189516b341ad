package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.STREAM;
import static dev.integrationsdk.testkit.contract.Fixtures.checkpoint;
import static dev.integrationsdk.testkit.contract.Fixtures.stream;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.CrossTenantRepository} must hold to about fencing off all workers at once. */
public interface FenceAllContract {
    long LEAP = 1_000_000;
    List<StreamId> STREAMS = List.of(STREAM, STREAM.with(ScanKind.FULL), stream(OTHER_TENANT));

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName(
            "R29: after fencing all no former lease can be renewed, and later epochs are above every former one and the leap")
    default void noFormerLeaseCanBeRenewed() {
        StoreUnderTest store = store();
        List<Lease> former = new ArrayList<>();
        STREAMS.forEach(stream -> former.add(acquire(store, stream, "old")));
        assertThat(fenceAll(store)).isEqualTo(3);
        assertThat(former).allSatisfy(lease -> assertThat(renew(store, lease)).isFalse());
        assertThat(former)
                .allSatisfy(lease -> assertThat(
                                acquire(store, lease.stream(), "old").epoch())
                        .isGreaterThan(lease.epoch() + LEAP));
        assertThat(former).allSatisfy(lease -> assertThat(renew(store, lease)).isFalse());
    }

    @Test
    @DisplayName("R29: every stream can be run again at once, from its checkpoint")
    default void everyStreamCanBeRunAgainAtOnce() {
        StoreUnderTest store = store();
        Lease former = acquire(store, STREAM, "old");
        store.run(unit -> store.repositories().checkpoints().advance(unit, former, checkpoint(1, "w1")));
        fenceAll(store);
        Lease next = acquire(store, STREAM, "new");
        assertThat(renew(store, next)).isTrue();
        assertThat(store.<Boolean>get(
                        unit -> store.repositories().checkpoints().advance(unit, next, checkpoint(2, "w2"))))
                .isTrue();
        assertThat(store.<Boolean>get(
                        unit -> store.repositories().checkpoints().advance(unit, former, checkpoint(3, "w3"))))
                .isFalse();
    }

    @Test
    @DisplayName("R29: epoch of a lease that was given back leaps as well, and every time again")
    default void epochOfAFreeLeaseLeapsAsWell() {
        StoreUnderTest store = store();
        assertThat(fenceAll(store)).isZero();
        Lease former = acquire(store, STREAM, "old");
        store.run(unit -> store.repositories().leases().release(unit, former));
        fenceAll(store);
        fenceAll(store);
        assertThat(acquire(store, STREAM, "new").epoch()).isGreaterThan(former.epoch() + 2 * LEAP);
    }

    @Test
    @DisplayName("R03: rollback gives every lease back")
    default void rollbackGivesEveryLeaseBack() {
        StoreUnderTest store = store();
        Lease lease = acquire(store, STREAM, "old");
        store.runAndRollBack(unit -> store.repositories().acrossTenants().fenceAll(unit, LEAP));
        assertThat(renew(store, lease)).isTrue();
    }

    private static int fenceAll(StoreUnderTest store) {
        return store.get(unit -> store.repositories().acrossTenants().fenceAll(unit, LEAP));
    }

    private static Lease acquire(StoreUnderTest store, StreamId stream, String owner) {
        return store.get(unit -> store.repositories().leases().acquire(unit, stream, owner, Duration.ofMinutes(10)));
    }

    private static boolean renew(StoreUnderTest store, Lease lease) {
        return store.get(unit -> store.repositories().leases().renew(unit, lease, Duration.ofMinutes(10)));
    }
}
