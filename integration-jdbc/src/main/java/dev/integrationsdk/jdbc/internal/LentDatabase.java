package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks whether what a transaction runner lends is a database with the library's tables. Immutable.
 *
 * <p>Everything that the library writes goes through the lent connection. A runner of another database would therefore
 * fail at the first run; this finds it at start, and says what to do.
 */
public final class LentDatabase {
    private final Dialect dialect;
    private final TablePrefix prefix;
    private final List<Migration> migrations;

    LentDatabase(Dialect dialect, TablePrefix prefix, List<Migration> migrations) {
        this.dialect = dialect;
        this.prefix = prefix;
        this.migrations = migrations;
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if it is not, STORE_UNAVAILABLE if it cannot be asked */
    public void verify(UnitOfWork unit) {
        Connection connection = lentBy(unit);
        try {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!dialect.speaks(product)) {
                throw invalid(
                        "lends a connection to " + product + ", but the repositories were built for " + dialect.name());
            }
            if (applied(connection) < migrations.size()) {
                throw withoutTables();
            }
        } catch (SQLException failure) {
            throw SqlFailures.isMissingTable(failure)
                    ? withoutTables()
                    : SqlFailures.ofStatement(prefix.text() + "schema_history", failure);
        }
    }

    private static Connection lentBy(UnitOfWork unit) {
        try {
            return unit.unwrap(Connection.class);
        } catch (IllegalArgumentException none) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the transaction runner lends no java.sql.Connection, but the repositories write through one: give"
                            + " the library a runner of the same database",
                    none);
        }
    }

    private int applied(Connection connection) throws SQLException {
        String sql = "SELECT COUNT(*) FROM ${prefix}schema_history WHERE version BETWEEN 1 AND ?";
        try (PreparedStatement statement = connection.prepareStatement(prefix.in(sql))) {
            statement.setInt(1, Migration.newest(migrations));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private IntegrationException withoutTables() {
        return invalid("lends a connection on which the tables '" + prefix.text() + "…' of this version are not to be"
                + " seen");
    }

    private static IntegrationException invalid(String what) {
        return new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION,
                "the transaction runner " + what
                        + ": build the runner and the repositories on the same database, or the"
                        + " host's rows and the library's could not commit together");
    }
}
