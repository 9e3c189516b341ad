package dev.integrationsdk.internal.call;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.store.RateUse;
import dev.integrationsdk.store.RateUseRepository;
import java.util.List;

/** Takes this process's portions of the long limits from the store. Immutable and thread-safe. */
public final class LongLimits {
    private final TransactionRunner transactions;
    private final RateUseRepository rateUse;

    public LongLimits(TransactionRunner transactions, RateUseRepository rateUse) {
        this.transactions = transactions;
        this.rateUse = rateUse;
    }

    /**
     * Makes sure that an attempt finds permits in memory, where there are some left.
     *
     * @throws StoreNeeded if there are none and this thread must not fetch them
     */
    void makeSure(CallStates.Visit visit, Caller caller) {
        List<RateBudget.Portion> wanted = visit.budget().wanted();
        if (wanted.isEmpty()) {
            return;
        }
        if (!caller.mayUseStore()) {
            throw new StoreNeeded();
        }
        for (RateBudget.Portion portion : wanted) {
            RateLimit limit = portion.limit();
            long got = transactions.inTransaction(unit -> rateUse.take(
                    unit, visit.account().of(limit), portion.windowStart(), portion.requests(), limit.requests()));
            visit.budget().add(portion, got);
        }
    }

    /** What all processes have taken of the account's limits in the windows that count now. */
    List<RateUse> taken(BudgetKey account) {
        return transactions.inTransaction(unit -> rateUse.list(unit, account.tenant())).stream()
                .filter(use -> use.key().account().equals(account.account()))
                .toList();
    }
}
