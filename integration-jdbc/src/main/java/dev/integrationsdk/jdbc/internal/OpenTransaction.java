package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
final class OpenTransaction implements AutoCloseable {
    private static final int VALIDITY_SECONDS = 1;

    private final HostTransaction host;
    private final Connection connection;
    private final ConnectionGuard guard;
    private final JdbcUnitOfWork unit;

    private OpenTransaction(HostTransaction host, HandleOpener handles) {
        this.host = host;
        this.connection = host.connection();
        this.guard = new ConnectionGuard(connection);
        this.unit = new JdbcUnitOfWork(host, guard, handles);
    }

    /**
     * @throws IntegrationException STORE_UNAVAILABLE if there is no connection to be had, INVALID_CONFIGURATION if the
     *     host's way of beginning leaves the connection in auto-commit
     */
    static OpenTransaction begin(HostTransaction.Source source, HandleOpener handles) {
        HostTransaction host = begun(source);
        try {
            requireTransaction(host.connection());
            OpenTransaction transaction = new OpenTransaction(host, handles);
            host.lend(transaction.guard.lent());
            return transaction;
        } catch (Throwable failure) {
            try (host) {
                host.rollback();
            } catch (SQLException | RuntimeException unclean) {
                failure.addSuppressed(unclean);
            }
            throw failure;
        }
    }

    private static HostTransaction begun(HostTransaction.Source source) {
        try {
            return source.begin();
        } catch (IntegrationException declared) {
            throw declared;
        } catch (SQLException | RuntimeException failure) {
            throw notBegun(failure);
        }
    }

    private static void requireTransaction(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "the host's transaction left its connection in auto-commit, where every statement commits by"
                                + " itself: give the runner what really begins transactions");
            }
        } catch (SQLException failure) {
            throw notBegun(failure);
        }
    }

    private static IntegrationException notBegun(Exception failure) {
        return SqlFailures.unavailable("no transaction could be begun (" + SqlFailures.shown(failure) + ")", failure);
    }

    UnitOfWork unit() {
        return unit;
    }

    /**
     * Sends what is still kept back, so that a commit is nothing but a commit, and looks whether it may be committed.
     *
     * @throws IntegrationException HANDLER_FAILED if something kept back fails, if a statement has failed, although the
     *     work went on, or if the transaction was marked rollback-only
     */
    void requireUnharmed() {
        try {
            unit.flush();
        } catch (IntegrationException harmed) {
            throw harmed;
        } catch (RuntimeException failure) {
            throw new IntegrationException(
                    ErrorCode.HANDLER_FAILED,
                    "what the host's mapper had kept back failed (" + SqlFailures.shown(failure) + ")",
                    failure);
        }
    }

    /**
     * Rolls back.
     *
     * @param thrown what the work threw
     * @return what to throw in its place: the connection was lost, or the database chose this transaction to give way
     */
    Optional<IntegrationException> rollBack(Throwable thrown) {
        Optional<SQLException> remembered = guard.failure();
        @Nullable
        SQLException failure = remembered.or(() -> host.failureBehind(thrown)).orElse(null);
        boolean lost = remembered.map(SqlFailures::kindOf).orElse(SqlFailures.Kind.OTHER) == SqlFailures.Kind.LOST
                || (failure != null && !isValid());
        Exception unclean = undo();
        Exception cause = failure == null ? unclean : failure;
        if (cause != null && (lost || unclean != null)) {
            return inPlaceOf(thrown, ErrorCode.STORE_UNAVAILABLE, "the connection was lost", cause);
        }
        if (failure == null) {
            return Optional.empty();
        }
        return switch (SqlFailures.kindOf(failure)) {
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
            Throwable thrown, ErrorCode code, String what, Exception failure) {
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
     *     STORE_CONFLICT if the transaction had to give way, COMMIT_UNKNOWN for everything else that does not say more
     */
    void commit() {
        try {
            host.commit();
        } catch (SQLException | RuntimeException failure) {
            undo();
            throw commitFailure(failure);
        }
    }

    private static IntegrationException commitFailure(Exception failure) {
        if (failure instanceof IntegrationException declared) {
            return declared;
        }
        String how = " (" + SqlFailures.shown(failure) + ")";
        return switch (SqlFailures.behind(failure).map(SqlFailures::kindOf).orElse(SqlFailures.Kind.OTHER)) {
            case INTEGRITY ->
                new IntegrationException(
                        ErrorCode.HANDLER_FAILED, "a constraint was violated at the commit" + how, failure);
            case GAVE_WAY ->
                new IntegrationException(
                        ErrorCode.STORE_CONFLICT, "the database refused the commit for another" + how, failure);
            case LOST, UNABLE, OTHER ->
                new IntegrationException(
                        ErrorCode.COMMIT_UNKNOWN, "the commit was sent, but not confirmed" + how, failure);
        };
    }

    private @Nullable Exception undo() {
        try {
            host.rollback();
            return null;
        } catch (SQLException | RuntimeException unclean) {
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

    /** Ends all that was lent and gives the connection back. */
    @Override
    public void close() {
        unit.end();
        guard.end();
        host.close();
    }

    void runAfterCommit() {
        unit.runAfterCommit();
    }
}
