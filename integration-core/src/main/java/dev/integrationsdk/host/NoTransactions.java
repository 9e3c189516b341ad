package dev.integrationsdk.host;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work where there is no transaction to run it in. Immutable and thread-safe. */
final class NoTransactions implements TransactionRunner {
    static final NoTransactions INSTANCE = new NoTransactions();

    private static final Logger LOG = LoggerFactory.getLogger(NoTransactions.class);

    private NoTransactions() {}

    @Override
    public <T> T inTransaction(Work<T> work) {
        Unit unit = new Unit();
        T result = work.run(unit);
        unit.afterwards.forEach(NoTransactions::runLogged);
        return result;
    }

    private static void runLogged(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            LOG.warn("An action after the host's work failed", failure);
        }
    }

    /** Has nothing but actions for afterwards. */
    private static final class Unit implements UnitOfWork {
        private final List<Runnable> afterwards = new ArrayList<>();

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new IllegalArgumentException("there is no " + type.getName()
                    + " in this unit of work: the host's store was declared to have no transactions");
        }

        @Override
        public void afterCommit(Runnable action) {
            afterwards.add(action);
        }
    }
}
