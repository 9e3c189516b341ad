package dev.integrationsdk.internal.sync;

import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.call.Caller;
import dev.integrationsdk.internal.call.Cancellation;
import dev.integrationsdk.internal.call.EndedCall;
import dev.integrationsdk.internal.call.StoreNeeded;
import dev.integrationsdk.spi.error.IntegrationException;

/** A run that calls its connector: the log entries stay with it until its next commit. Thread-safe. */
final class RunCaller implements Caller {
    private final StreamRun run;
    private final FencedTransactions transactions;
    private final Listeners listeners;

    RunCaller(StreamRun run, FencedTransactions transactions, Listeners listeners) {
        this.run = run;
        this.transactions = transactions;
        this.listeners = listeners;
    }

    /** Only the run's own thread works with the store: the other one gives up, and the run goes on fetching by itself. */
    @Override
    public boolean mayUseStore() {
        return run.isOnThisThread();
    }

    @Override
    public Cancellation cancellation() {
        return run.cancellation();
    }

    @Override
    public void beforeAttempt() {
        run.stopIfCancelled();
        if (mayUseStore()) {
            transactions.renewIfDoubtful(run);
        } else if (run.claim().isDoubtful()) {
            throw new StoreNeeded();
        }
    }

    @Override
    public void retrying(IntegrationException failure, int attempt) {
        listeners.tell(listener -> listener.retrying(run.stream(), failure, attempt));
    }

    @Override
    public void ended(EndedCall call) {
        run.calls().add(call);
    }
}
