package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.LeaseRepository;
import java.time.Duration;

/**
 * Transactions in which a run writes: each begins with the fence, and none begins on a lease that the run cannot trust.
 * Immutable and thread-safe.
 */
final class FencedTransactions {
    private final TransactionRunner transactions;
    private final LeaseRepository leases;
    private final Duration leaseTime;
    private final TenantTurns turns;

    FencedTransactions(TransactionRunner transactions, LeaseRepository leases, Duration leaseTime, TenantTurns turns) {
        this.transactions = transactions;
        this.leases = leases;
        this.leaseTime = leaseTime;
        this.turns = turns;
    }

    /**
     * Does the work in one transaction, behind the fence.
     *
     * @throws IntegrationException LEASE_LOST if another worker has taken the stream, or a store's failure
     */
    <T> T fenced(StreamRun run, TransactionRunner.Work<T> work) {
        return turns.take(run.stream().tenant(), () -> {
            renewIfDoubtful(run);
            return behindFence(run, work);
        });
    }

    /**
     * Makes sure of the lease before work that must not be done without it, in a short transaction of its own; nothing is
     * asked as long as the lease can be trusted. That it has run out does no harm if nobody else has wanted it.
     *
     * @throws IntegrationException LEASE_LOST if another worker has taken the stream, or a store's failure
     */
    void renewIfDoubtful(StreamRun run) {
        if (run.claim().isDoubtful()) {
            behindFence(run, unit -> true);
        }
    }

    private <T> T behindFence(StreamRun run, TransactionRunner.Work<T> work) {
        LeaseClaim claim = run.claim();
        long begun = claim.transactionBegins();
        try {
            T result = transactions.inTransaction(unit -> {
                fence(run, unit);
                return work.run(unit);
            });
            claim.renewed(begun);
            return result;
        } finally {
            claim.transactionEnded();
        }
    }

    /** Also serialises the transactions of one scope, and waits for one of our own whose outcome is not known yet. */
    private void fence(StreamRun run, UnitOfWork unit) {
        if (!leases.renew(unit, run.lease(), leaseTime)) {
            throw new IntegrationException(
                    ErrorCode.LEASE_LOST,
                    "run " + run.job().id() + " no longer holds the lease of " + run.stream() + ", epoch "
                            + run.lease().epoch());
        }
    }
}
