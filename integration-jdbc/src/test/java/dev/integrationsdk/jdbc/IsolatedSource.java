package dev.integrationsdk.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections of another source at one level of isolation. */
final class IsolatedSource extends UrlSource {
    private final DataSource target;
    private final int isolation;

    IsolatedSource(DataSource target, int isolation) {
        super("");
        this.target = target;
        this.isolation = isolation;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = target.getConnection();
        connection.setTransactionIsolation(isolation);
        return connection;
    }
}
