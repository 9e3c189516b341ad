package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.store.Repositories;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store with the transactions that belong to it, as a contract works on it. Authors of a store implement it. */
public interface StoreUnderTest {
    Repositories repositories();

    TransactionRunner transactions();

    /** Lets the time of every lease run out, as if the database's clock had been put forward. */
    void expireLeases();

    /**
     * Transactions at a level of {@link java.sql.Connection}; empty if the store runs all transactions one after the
     * other.
     */
    default Optional<TransactionRunner> transactionsAt(int isolation) {
        return Optional.empty();
    }

    /**
     * Writes the status {@code PAUSED}, which no version knows, into every row that has one, past the repositories.
     *
     * @return false if the store keeps constants and not their texts, so that there cannot be such a row
     */
    default boolean writeUnknownStatus() {
        return false;
    }

    /** In a transaction of its own. */
    default <T> T get(Function<UnitOfWork, T> work) {
        return transactions().inTransaction(work::apply);
    }

    /** In a transaction of its own. */
    default void run(Consumer<UnitOfWork> work) {
        transactions().inTransaction(unit -> {
            work.accept(unit);
            return true;
        });
    }

    /** In a transaction of its own that is rolled back in the end. */
    default void runAndRollBack(Consumer<UnitOfWork> work) {
        try {
            run(unit -> {
                work.accept(unit);
                throw new RolledBack();
            });
        } catch (RolledBack expected) {
            // as intended
        }
    }

    /** Thrown by {@link #runAndRollBack} out of the transaction. */
    final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
