package dev.integrationsdk.jdbc.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row to be inserted unless its key is there already. Every value is a named parameter of its column's name.
 * Immutable.
 *
 * @param table without the prefix
 * @param key what is unique
 * @param others all other columns
 */
record RowInsert(String table, List<String> key, List<String> others) {
    /** All columns, or what is made of each, separated by commas. */
    private String each(String format) {
        return Stream.concat(key.stream(), others.stream())
                .map(column -> format.replace("%", column))
                .collect(Collectors.joining(", "));
    }

    /** Columns and values, without the table. */
    String columnsAndValues() {
        return "(" + each("%") + ") VALUES (" + each(":%") + ")";
    }

    /** Whether a row called {@code known} is the one. */
    String sameKey() {
        return key.stream().map(column -> "known." + column + " = :" + column).collect(Collectors.joining(" AND "));
    }
}
