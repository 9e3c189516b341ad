package dev.integrationsdk.jdbc.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row to be inserted unless its key is there already. Every value is a named parameter of its column's name, but for
 * those that are given. Immutable.
 *
 * @param table without the prefix
 * @param key what is unique
 * @param others all other columns
 * @param given what stands in place of a parameter, by column; none of the key
 */
record RowInsert(String table, List<String> key, List<String> others, Map<String, String> given) {
    RowInsert(String table, List<String> key, List<String> others) {
        this(table, key, others, Map.of());
    }

    /** Columns and values, without the table. */
    String columnsAndValues() {
        return "(" + columns().collect(Collectors.joining(", ")) + ") VALUES ("
                + columns()
                        .map(column -> given.getOrDefault(column, ":" + column))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** What is set of a row that is there already, each column as the format says. */
    String assignments(Set<String> kept, UnaryOperator<String> value) {
        return others.stream()
                .filter(column -> !kept.contains(column))
                .map(column -> column + " = " + value.apply(column))
                .collect(Collectors.joining(", "));
    }

    private Stream<String> columns() {
        return Stream.concat(key.stream(), others.stream());
    }

    /** Whether a row called {@code known} is the one. */
    String sameKey() {
        return key.stream().map(column -> "known." + column + " = :" + column).collect(Collectors.joining(" AND "));
    }
}
