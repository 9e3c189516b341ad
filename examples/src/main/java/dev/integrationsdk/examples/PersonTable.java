package dev.integrationsdk.examples;

import dev.integrationsdk.spi.record.Attributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A host's table of people. */
final class PersonTable {
    static final String CREATE =
            "CREATE TABLE IF NOT EXISTS person (id UUID PRIMARY KEY, name VARCHAR, email VARCHAR, role VARCHAR)";
    private static final List<String> COLUMNS = List.of("name", "email", "role");

    private PersonTable() {}

    // tag::write[]
    /** Inserts or updates; of a row that is there, columns that were not sent stay as they are. */
    static void write(Connection connection, UUID row, Attributes sent) throws SQLException {
        List<String> columns = COLUMNS.stream().filter(sent::contains).toList();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row);
        columns.forEach(column -> values.add(sent.text(column).orElse(null)));
        String names = columns.isEmpty() ? "" : ", " + String.join(", ", columns);
        String marks = ", ?".repeat(columns.size());
        execute(connection, "MERGE INTO person (id" + names + ") VALUES (?" + marks + ")", values.toArray());
    }
    // end::write[]

    static void delete(Connection connection, UUID row) throws SQLException {
        execute(connection, "DELETE FROM person WHERE id = ?", row);
    }

    /** @param where a condition of this program's own, with marks for the values */
    static Map<UUID, Attributes> rows(Connection connection, String where, Object... values) throws SQLException {
        Map<UUID, Attributes> rows = new LinkedHashMap<>();
        String sql = "SELECT id, name, email, role FROM person WHERE " + where + " ORDER BY email";
        try (PreparedStatement select = prepared(connection, sql, values);
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                Attributes.Builder row = Attributes.builder();
                for (String column : COLUMNS) {
                    row.put(column, found.getString(column));
                }
                rows.put(Objects.requireNonNull(found.getObject("id", UUID.class)), row.build());
            }
        }
        return rows;
    }

    private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement write = prepared(connection, sql, values)) {
            write.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
