package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction on a connection of a plain {@link DataSource}. Confined to its thread. */
public final class PlainTransaction implements HostTransaction {
    private static final Logger LOGGER = LoggerFactory.getLogger(PlainTransaction.class);

    private final Connection connection;
    private final boolean hadAutoCommit;
    private boolean unsettled = true;

    private PlainTransaction(Connection connection, boolean hadAutoCommit) {
        this.connection = connection;
        this.hadAutoCommit = hadAutoCommit;
    }

    /** @throws SQLException if the connection cannot be taken out of auto-commit; it has been given back then */
    public static PlainTransaction begin(DataSource dataSource) throws SQLException {
        Connection connection = Connections.open(dataSource);
        try {
            boolean hadAutoCommit = connection.getAutoCommit();
            if (hadAutoCommit) {
                connection.setAutoCommit(false);
            }
            return new PlainTransaction(connection, hadAutoCommit);
        } catch (SQLException failure) {
            Connections.close(connection);
            throw failure;
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
        unsettled = false;
    }

    @Override
    public void rollback() throws SQLException {
        connection.rollback();
        unsettled = false;
    }

    /** Gives the connection back as it came; one whose transaction could not be settled is destroyed first. */
    @Override
    public void close() {
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
}
