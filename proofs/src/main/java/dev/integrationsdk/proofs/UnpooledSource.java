package dev.integrationsdk.proofs;

import dev.integrationsdk.databases.BareDataSource;
import dev.integrationsdk.databases.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** A new connection each time: none outlives what a proof does to it. Thread-safe. */
public final class UnpooledSource extends BareDataSource {
    private final Database database;

    public UnpooledSource(Database database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database.connect();
    }
}
