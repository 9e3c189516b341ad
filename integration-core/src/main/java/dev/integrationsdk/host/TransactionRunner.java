package dev.integrationsdk.host;

/** Lends the engine a transaction of the host's database. Thread-safe. */
public interface TransactionRunner {
    /**
     * Runs the work in one transaction on the calling thread: commits if it returns, rolls back if it throws.
     *
     * @return what the work returned
     * @throws dev.integrationsdk.spi.error.IntegrationException STORE_UNAVAILABLE if the database could not be reached
     *     or was lost, STORE_CONFLICT if it chose this transaction to give way, COMMIT_UNKNOWN if it was lost while
     *     committing; otherwise whatever the work threw
     */
    <T> T inTransaction(Work<T> work);

    /**
     * For a host's store without transactions: runs the work as it is and lends it nothing to unwrap. What the handler has
     * written when it fails stays written, and is written again when the page is.
     */
    static TransactionRunner none() {
        return NoTransactions.INSTANCE;
    }

    /** What is done inside one transaction. It may be run again after a rollback. */
    @FunctionalInterface
    interface Work<T> {
        T run(UnitOfWork unit);
    }
}
