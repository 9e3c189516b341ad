package dev.integrationsdk.internal.sync;

import dev.integrationsdk.store.Lease;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A run's lease, and whether the run may still trust it. The database's clock decides when a lease runs out; the run
 * itself goes by its own monotonic clock and leaves a third of the time for whatever lies between the two. Thread-safe.
 */
final class LeaseClaim {
    private final Lease lease;
    private final LongSupplier nanoTime;
    private final long trustedNanos;
    private final AtomicLong renewedAt;
    private final AtomicInteger open = new AtomicInteger();

    /** @param acquiredAt by the monotonic clock, before the transaction that took the lease */
    LeaseClaim(Lease lease, Duration leaseTime, LongSupplier nanoTime, long acquiredAt) {
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.trustedNanos = leaseTime.multipliedBy(2).dividedBy(3).toNanos();
        this.renewedAt = new AtomicLong(acquiredAt);
    }

    Lease lease() {
        return lease;
    }

    /** Whether two thirds of the lease have passed since it was renewed, and no transaction is open that renews it. */
    boolean isDoubtful() {
        return open.get() == 0 && nanoTime.getAsLong() - renewedAt.get() >= trustedNanos;
    }

    /** Returns when, for {@link #renewed} once it is committed. As long as it is open, it keeps everybody else out. */
    long transactionBegins() {
        open.incrementAndGet();
        return nanoTime.getAsLong();
    }

    void transactionEnded() {
        open.decrementAndGet();
    }

    void renewed(long at) {
        renewedAt.accumulateAndGet(at, (former, latter) -> latter - former > 0 ? latter : former);
    }
}
