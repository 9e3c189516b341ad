package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.TransactionRunner;
import java.util.concurrent.atomic.AtomicReference;

/** Ends a transaction that is to leave nothing behind: every runner rolls back what throws. */
final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Undone() {
        super("rolled back on purpose", null, false, false);
    }

    /** Does the work in a transaction that is rolled back, whatever comes of it. */
    static <T> T in(TransactionRunner transactions, TransactionRunner.Work<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        try {
            return transactions.inTransaction(unit -> {
                result.set(work.run(unit));
                throw new Undone();
            });
        } catch (RuntimeException failure) {
            T done = result.get();
            if (done == null) {
                throw failure;
            }
            return done;
        }
    }
}
