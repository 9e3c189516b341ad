package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction on one connection, from its beginning to giving the connection back. Confined to its thread.
 *
 * <ol>
 *   <li>{@link #begin}
 *   <li>{@link #commit} or {@link #rollBack}
 *   <li>{@link #close}
 *   <li>{@link #runAfterCommit}, if it was committed
 * </ol>
 */
public final class OpenTransaction implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(OpenTransaction.class);
    private static final int VALIDITY_SECONDS = 1;

    private final Connection connection;
    private final boolean hadAutoCommit;
    private final ConnectionGuard guard;
    private final JdbcUnitOfWork unit;
    private boolean unsettled = true;

    private OpenTransaction(Connection connection, boolean hadAutoCommit, HandleOpener handles) {
        this.connection = connection;
        this.hadAutoCommit = hadAutoCommit;
        this.guard = new ConnectionGuard(connection);
        this.unit = new JdbcUnitOfWork(connection, guard, handles);
    }

    /** @throws IntegrationException STORE_UNAVAILABLE if there is no connection to be had */
    public static OpenTransaction begin(DataSource dataSource, HandleOpener handles) {
        Connection connection = Connections.open(dataSource);
        try {
            boolean hadAutoCommit = connection.getAutoCommit();
            if (hadAutoCommit) {
                connection.setAutoCommit(false);
            }
            return new OpenTransaction(connection, hadAutoCommit, handles);
        } catch (SQLException failure) {
            Connections.close(connection);
            throw SqlFailures.unavailable(
                    "no transaction could be begun (" + SqlFailures.shown(failure) + ")", failure);
        }
    }

    public UnitOfWork unit() {
        return unit;
    }

    /** @throws IntegrationException HANDLER_FAILED if a statement has failed, although the work went on */
    public void requireUnharmed() {
        guard.requireUnharmed();
    }

    /**
     * Rolls back.
     *
     * @param thrown what the work threw
     * @return what to throw in its place: the connection was lost, or the database chose this transaction to give way
     */
    public Optional<IntegrationException> rollBack(Throwable thrown) {
        SQLException unclean = undo();
        SQLException failure = guard.failure().orElse(unclean);
        if (failure == null) {
            return Optional.empty();
        }
        SqlFailures.Kind kind = SqlFailures.kindOf(failure);
        if (kind == SqlFailures.Kind.LOST || unclean != null || !isValid()) {
            return inPlaceOf(thrown, ErrorCode.STORE_UNAVAILABLE, "the connection was lost", failure);
        }
        return switch (kind) {
            case LOST, UNABLE -> inPlaceOf(thrown, ErrorCode.STORE_UNAVAILABLE, "the database is not able", failure);
            case GAVE_WAY ->
                inPlaceOf(thrown, ErrorCode.STORE_CONFLICT, "the database chose this transaction", failure);
            case INTEGRITY, OTHER -> explained(thrown, failure);
        };
    }

    /** A handler's failure says what the database had against its statement, but not with what values. */
    private static Optional<IntegrationException> explained(Throwable thrown, SQLException failure) {
        if (thrown instanceof IntegrationException known && known.code() == ErrorCode.HANDLER_FAILED) {
            String message = known.getMessage() + ": " + SqlFailures.meaning(failure);
            return Optional.of(new IntegrationException(ErrorCode.HANDLER_FAILED, message, known));
        }
        return Optional.empty();
    }

    private static Optional<IntegrationException> inPlaceOf(
            Throwable thrown, ErrorCode code, String what, SQLException failure) {
        if (thrown instanceof IntegrationException known && known.code() == code) {
            return Optional.empty();
        }
        IntegrationException instead =
                new IntegrationException(code, what + " (" + SqlFailures.shown(failure) + ")", failure);
        instead.addSuppressed(thrown);
        return Optional.of(instead);
    }

    /**
     * Commits.
     *
     * @throws IntegrationException HANDLER_FAILED if a constraint that is checked at the end is violated,
     *     STORE_CONFLICT if the transaction had to give way, COMMIT_UNKNOWN for everything else
     */
    public void commit() {
        try {
            connection.commit();
            unsettled = false;
        } catch (SQLException failure) {
            undo();
            throw commitFailure(failure);
        } catch (RuntimeException failure) {
            undo();
            throw unconfirmed(failure);
        }
    }

    private static IntegrationException unconfirmed(Exception failure) {
        return new IntegrationException(
                ErrorCode.COMMIT_UNKNOWN,
                "the commit was sent, but not confirmed (" + SqlFailures.shown(failure) + ")",
                failure);
    }

    private static IntegrationException commitFailure(SQLException failure) {
        String how = " (" + SqlFailures.shown(failure) + ")";
        return switch (SqlFailures.kindOf(failure)) {
            case INTEGRITY ->
                new IntegrationException(
                        ErrorCode.HANDLER_FAILED, "a constraint was violated at the commit" + how, failure);
            case GAVE_WAY ->
                new IntegrationException(
                        ErrorCode.STORE_CONFLICT, "the database refused the commit for another" + how, failure);
            case LOST, UNABLE, OTHER -> unconfirmed(failure);
        };
    }

    private @Nullable SQLException undo() {
        try {
            connection.rollback();
            unsettled = false;
            return null;
        } catch (SQLException unclean) {
            return unclean;
        }
    }

    private boolean isValid() {
        try {
            return connection.isValid(VALIDITY_SECONDS);
        } catch (SQLException broken) {
            return false;
        }
    }

    /** Gives the connection back as it came; one whose transaction could not be settled is destroyed first. */
    @Override
    public void close() {
        unit.end();
        guard.end();
        try {
            if (unsettled) {
                // setAutoCommit would commit what could not be rolled back, and a pool might lend it again
                connection.abort(Runnable::run);
            } else if (hadAutoCommit) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            LOGGER.warn("A connection could not be given back as it came ({}).", SqlFailures.shown(failure));
        } finally {
            Connections.close(connection);
        }
    }

    public void runAfterCommit() {
        unit.runAfterCommit();
    }
}
