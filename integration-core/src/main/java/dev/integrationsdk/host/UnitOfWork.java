package dev.integrationsdk.host;

/**
 * The open transaction as a handler and a repository see it. Whoever lends transactions implements it. Confined to the
 * thread that runs the transaction, and of no use after it.
 */
public interface UnitOfWork {
    /**
     * What the transaction runs on, such as {@link java.sql.Connection}. It can neither be committed, rolled back nor
     * closed by the borrower; once a statement on it has failed, the transaction will not commit.
     *
     * @throws IllegalArgumentException if the transaction has nothing of that type, naming what it has
     */
    <T> T unwrap(Class<T> type);

    /** Runs the action once the transaction has been committed, on the same thread. What it throws is logged only. */
    void afterCommit(Runnable action);

    /** Sends what a handler may have kept back, as an object-relational mapper does. Called by the engine. */
    default void flush() {}
}
