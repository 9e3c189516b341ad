package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.internal.GuardedRunner;
import dev.integrationsdk.jdbc.internal.PlainTransaction;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Lends transactions of a plain {@link DataSource}, for hosts without a transaction framework. Thread-safe.
 *
 * <p>Each transaction takes one connection, runs on the calling thread at the database's own isolation level, and gives
 * the connection back as it came. It lends {@link java.sql.Connection} and {@code org.jdbi.v3.core.Handle}:
 *
 * <ul>
 *   <li>{@code commit}, {@code rollback()}, {@code abort}, {@code setAutoCommit} and {@code setTransactionIsolation}
 *       throw {@link IllegalStateException}; savepoints are allowed;
 *   <li>{@code close} does nothing, so that try-with-resources around it is harmless;
 *   <li>after an SQL error on it, caught or not, even to a savepoint, nothing is committed.
 * </ul>
 *
 * <p>Actions for after the commit run once the connection has been given back, so that they may begin a transaction.
 */
public final class JdbcTransactionRunner implements TransactionRunner {
    private final TransactionRunner guarded;

    private JdbcTransactionRunner(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        this.guarded = new GuardedRunner(() -> PlainTransaction.begin(dataSource));
    }

    /** @param dataSource best a pool: a connection is taken for every transaction */
    public static JdbcTransactionRunner of(DataSource dataSource) {
        return new JdbcTransactionRunner(dataSource);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IntegrationException also HANDLER_FAILED if a statement failed and the work went on all the same, or if a
     *     constraint was violated at the commit
     */
    @Override
    public <T> T inTransaction(Work<T> work) {
        return guarded.inTransaction(work);
    }
}
