package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections from the host and gives them back. */
public final class Connections {
    private static final Logger LOGGER = LoggerFactory.getLogger(Connections.class);

    private Connections() {}

    /** @throws dev.integrationsdk.spi.error.IntegrationException STORE_UNAVAILABLE if there is none to be had */
    public static Connection open(DataSource dataSource) {
        try {
            return dataSource.getConnection();
        } catch (SQLException | RuntimeException failure) {
            throw SqlFailures.unavailable(
                    "the host's database gave no connection (" + SqlFailures.shown(failure) + ")", failure);
        }
    }

    /**
     * Rolls it back, or destroys it where that fails: whoever restores auto-commit afterwards would commit what is open.
     * Not every driver's {@code abort} does anything (H2's does not), so it is closed as well.
     *
     * @throws SQLException if it was destroyed
     */
    public static void rollBackOrDestroy(Connection connection) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException unclean) {
            try (connection) {
                connection.abort(Runnable::run);
            }
            throw unclean;
        }
    }

    /** Closes it; that this fails is worth a warning and nothing more, since everything is settled by then. */
    public static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            LOGGER.warn("A connection could not be closed ({}).", SqlFailures.shown(failure));
        }
    }
}
