package dev.integrationsdk.jdbc.internal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One statement with an {@code IN} list, in a few fixed lengths, so that its texts repeat and the database can keep its
 * plans. A shorter list is filled up with its last value. Immutable.
 *
 * <p>{@code = ANY(?)} would need one text only, but H2 scans the whole scope for it, and PostgreSQL may keep a plan
 * that does.
 */
final class IdLists {
    private static final int[] LENGTHS = {1, 10, 50, 100, 250, 500, 1_000};
    private static final int LONGEST = LENGTHS[LENGTHS.length - 1];

    private final Map<Integer, String> texts = new LinkedHashMap<>();

    /** @param sql with {@code scope_id = ?} first and {@code ${ids}} where the list belongs */
    IdLists(String sql) {
        for (int length : LENGTHS) {
            texts.put(length, sql.replace("${ids}", String.join(", ", Collections.nCopies(length, "?"))));
        }
    }

    /** One statement for each chunk: its text and its list. */
    List<Chunk> of(Collection<String> ids) {
        List<String> all = ids.stream().distinct().sorted().toList();
        return IntStream.iterate(0, from -> from < all.size(), from -> from + LONGEST)
                .mapToObj(from -> chunk(all.subList(from, Math.min(all.size(), from + LONGEST))))
                .toList();
    }

    private Chunk chunk(List<String> ids) {
        int length = IntStream.of(LENGTHS)
                .filter(fixed -> fixed >= ids.size())
                .findFirst()
                .orElseThrow();
        List<String> filled = new ArrayList<>(ids);
        filled.addAll(Collections.nCopies(length - ids.size(), ids.get(ids.size() - 1)));
        return new Chunk(texts.getOrDefault(length, ""), filled);
    }

    /** A complete statement, whose first parameter is the scope. Immutable. */
    record Chunk(String sql, List<String> ids) {
        void bind(PreparedStatement statement, int scope) throws SQLException {
            statement.setInt(1, scope);
            int position = 2;
            for (String id : ids) {
                statement.setString(position++, id);
            }
        }
    }
}
