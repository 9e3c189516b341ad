package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs work in transactions that a host begins and ends: what all runners have in common. Thread-safe.
 *
 * <p>A borrower can neither end the transaction nor give the connection back, an SQL error is remembered and then never
 * committed, failures are told apart, and actions for after the commit run when the connection is the host's again.
 */
public final class GuardedRunner implements TransactionRunner {
    private final HostTransaction.Source host;
    private final HandleOpener handles = HandleOpener.ofDefaults();

    public GuardedRunner(HostTransaction.Source host) {
        this.host = Objects.requireNonNull(host, "host");
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        Objects.requireNonNull(work, "work");
        OpenTransaction transaction = OpenTransaction.begin(host, handles);
        T result;
        try (transaction) {
            result = run(work, transaction);
            transaction.commit();
        }
        transaction.runAfterCommit();
        return result;
    }

    private static <T> T run(Work<T> work, OpenTransaction transaction) {
        try {
            T result = work.run(transaction.unit());
            transaction.requireUnharmed();
            return result;
        } catch (Throwable thrown) {
            Optional<IntegrationException> instead = transaction.rollBack(thrown);
            if (instead.isPresent()) {
                throw instead.get();
            }
            throw thrown;
        }
    }
}
