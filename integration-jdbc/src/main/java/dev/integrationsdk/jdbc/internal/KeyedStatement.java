package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** A statement on those rows of one scope that a page of keys names, in whatever number. Immutable. */
interface KeyedStatement {
    /** @return how many rows were changed */
    int update(Connection connection, int scope, Collection<?> keys) throws SQLException;

    void query(Connection connection, int scope, Collection<?> keys, RowReader reader) throws SQLException;

    /** Takes in one row. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
