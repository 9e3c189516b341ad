package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The keys in an {@code IN} list, in a few fixed lengths, so that texts repeat and the database can keep its plans. A
 * shorter list is filled up with its last value.
 */
final class ListStatement implements KeyedStatement {
    private static final int[] LENGTHS = {1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};
    private static final int LONGEST = LENGTHS[LENGTHS.length - 1];

    private final Map<Integer, String> texts = new LinkedHashMap<>();

    /** @param sql with {@code scope_id = ?} first and {@code ${keys}} where the list belongs */
    ListStatement(String sql) {
        for (int length : LENGTHS) {
            texts.put(length, sql.replace("${keys}", String.join(", ", Collections.nCopies(length, "?"))));
        }
    }

    @Override
    public int update(Connection connection, int scope, Collection<?> keys) throws SQLException {
        int changed = 0;
        for (List<?> chunk : chunks(keys)) {
            try (PreparedStatement statement = prepared(connection, scope, chunk)) {
                changed += statement.executeUpdate();
            }
        }
        return changed;
    }

    @Override
    public void query(Connection connection, int scope, Collection<?> keys, RowReader reader) throws SQLException {
        for (List<?> chunk : chunks(keys)) {
            try (PreparedStatement statement = prepared(connection, scope, chunk);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /** Sorted, so that two transactions lock rows in the same order. */
    private static List<List<?>> chunks(Collection<?> keys) {
        List<?> all = keys.stream().distinct().sorted().toList();
        List<List<?>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += LONGEST) {
            chunks.add(all.subList(from, Math.min(all.size(), from + LONGEST)));
        }
        return chunks;
    }

    private PreparedStatement prepared(Connection connection, int scope, List<?> keys) throws SQLException {
        int length = IntStream.of(LENGTHS)
                .filter(fixed -> fixed >= keys.size())
                .findFirst()
                .orElseThrow();
        PreparedStatement statement = connection.prepareStatement(texts.getOrDefault(length, ""));
        statement.setInt(1, scope);
        for (int position = 0; position < length; position++) {
            statement.setObject(position + 2, keys.get(Math.min(position, keys.size() - 1)));
        }
        return statement;
    }
}
