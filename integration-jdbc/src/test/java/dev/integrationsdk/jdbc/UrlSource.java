package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.BareDataSource;
import dev.integrationsdk.databases.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** A new connection for every call. Tests override {@link #getConnection()} to look at it or to break it. */
class UrlSource extends BareDataSource {
    private final Database database;

    UrlSource(Database database) {
        this.database = database;
    }

    /** Of H2. */
    UrlSource(String url) {
        this(new Database("h2", url, "sa", ""));
    }

    String product() {
        return database.product();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database.connect();
    }
}
