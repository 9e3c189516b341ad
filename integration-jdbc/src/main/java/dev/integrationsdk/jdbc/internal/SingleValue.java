package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A query that asks for one value, such as a setting of the database. */
final class SingleValue {
    private SingleValue() {}

    /** The first column of the first row; empty if there is none. */
    static String read(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }
}
