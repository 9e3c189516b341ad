package dev.integrationsdk.jdbc.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * All keys in one array: one text for every number of them, whose plan must not depend on how many rows there were when
 * it was made.
 *
 * @param sql positional: the array, then the scope
 * @param type of the array's elements, as the database calls it
 */
record ArrayStatement(String sql, String type) implements KeyedStatement {
    @Override
    public int update(Connection connection, int scope, Collection<?> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, connection, scope, keys);
            return statement.executeUpdate();
        }
    }

    @Override
    public void query(Connection connection, int scope, Collection<?> keys, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, connection, scope, keys);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private void bind(PreparedStatement statement, Connection connection, int scope, Collection<?> keys)
            throws SQLException {
        Array array = connection.createArrayOf(type, keys.toArray());
        statement.setArray(1, array);
        statement.setInt(2, scope);
    }
}
