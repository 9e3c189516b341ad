package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * A transaction as its host begins and ends it: all that differs from one runner to the next. Confined to its thread.
 *
 * <p>Whoever implements it neither guards anything nor tells failures apart: {@link GuardedRunner} does, for all.
 */
public interface HostTransaction extends AutoCloseable {
    /** On which everything runs; a borrower never gets it as it is. */
    Connection connection();

    /**
     * From now to {@link #commit} or {@link #rollback} the host's own tools, where they find this transaction without
     * being handed it, are to find this connection.
     */
    default void lend(Connection guarded) {}

    /** What borrowers can have beside a connection, by the type that they ask for. */
    default Map<Class<?>, Object> objects() {
        return Map.of();
    }

    /** Sends what an object-relational mapper has kept back. */
    default void flush() {}

    /** Whether somebody on the host's side has forbidden the commit. */
    default boolean isRollbackOnly() {
        return false;
    }

    /**
     * The SQL error behind what the work threw, where the host's tools talk to the database past the lent connection.
     * Whether the connection still lives is asked of the connection, so an error of another database does no harm.
     */
    default Optional<SQLException> failureBehind(Throwable thrown) {
        return Optional.empty();
    }

    /**
     * Commits, with nothing kept back any more. What it throws is told apart by the SQL error behind it; without one, the
     * outcome counts as unknown.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException where the host knows more than SQL says
     */
    void commit() throws SQLException;

    /** Rolls back; does nothing if a commit that failed has done so already. */
    void rollback() throws SQLException;

    /** Gives the connection back, whatever has happened. It throws nothing. */
    @Override
    void close();

    /** Begins transactions. Thread-safe. */
    @FunctionalInterface
    interface Source {
        /**
         * Begins one. Whatever it throws means that the database could not be reached.
         *
         * @throws dev.integrationsdk.spi.error.IntegrationException where it means something else
         */
        HostTransaction begin() throws SQLException;
    }
}
