package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.ArrayList;
import java.util.List;

/**
 * A planted fault: a runner that does not say that an outcome is unknown, but assumes one. Thread-safe as the one below.
 *
 * @param runner that tells the truth
 * @param assumption instead
 */
record AssumingRunner(TransactionRunner runner, Assumption assumption) implements TransactionRunner {
    /** What a commit without an answer is taken for. */
    enum Assumption {
        COMMITTED,
        ROLLED_BACK
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        List<T> done = new ArrayList<>();
        try {
            return runner.inTransaction(unit -> {
                T result = work.run(unit);
                done.add(result);
                return result;
            });
        } catch (IntegrationException failure) {
            if (failure.code() != ErrorCode.COMMIT_UNKNOWN) {
                throw failure;
            }
            return assumption == Assumption.COMMITTED ? done.get(0) : runner.inTransaction(work);
        }
    }
}
