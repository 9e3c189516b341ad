package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** How a database carries out what the library has asked of it. */
final class ExplainedStatement {
    private ExplainedStatement() {}

    /** The plan of the statement that ran last, in small letters. */
    static String last(Product product, WatchedSource source, Object... parameters) {
        List<String> statements = source.takeStatements();
        return plan(product, source, statements.get(statements.size() - 1), parameters);
    }

    /** In small letters. */
    static String plan(Product product, WatchedSource source, String sql, Object... parameters) {
        try (Connection connection = source.getConnection()) {
            if (product == Product.POSTGRESQL) {
                connection.createStatement().execute("ANALYZE");
            }
            try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    explain.setObject(i + 1, parameters[i] instanceof Instant at ? Timestamp.from(at) : parameters[i]);
                }
                return text(explain);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }

    private static String text(PreparedStatement explain) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = explain.executeQuery()) {
            while (rows.next()) {
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(rows.getString(column)).append(' ');
                }
            }
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
