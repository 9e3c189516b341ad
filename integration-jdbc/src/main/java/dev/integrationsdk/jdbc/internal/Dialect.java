package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Where databases differ: expressions and whole statements, with {@code ${prefix}} before table names. Named parameters
 * are the same in every dialect. Immutable.
 */
interface Dialect {
    /** Names the folder of its migrations and what a person calls it. */
    String name();

    /** Whether it is the dialect of a database that gives this product name. */
    boolean speaks(String product);

    /** File names of its migrations, in their order, without {@code .sql}. */
    default List<String> migrations() {
        return List.of(
                "V001__schema_history",
                "V002__repositories",
                "V003__connector",
                "V004__integration_log",
                "V005__suppression",
                "V006__schedule",
                "V007__connection",
                "V008__audit",
                "V009__rate_use",
                "V010__credential",
                "V011__pending_authorization",
                "V012__field_mapping",
                "V013__dead_letter_care",
                "V014__record_states",
                "V016__scans",
                "V018__review",
                "V019__scan_part",
                "V020__push_mark");
    }

    /** The database's own time, as an expression that stands for {@code ${now}}. */
    String now();

    /** The instant in {@code :millis} milliseconds by the database's clock, for {@code ${expiry}}. */
    String expiry();

    /** Column {@code expires_at} of a lease in seconds since 1970, with their fraction, for {@code ${expiresSeconds}}. */
    default String expiresSeconds() {
        return "EXTRACT(EPOCH FROM expires_at)";
    }

    /**
     * What makes a select see what has been committed meanwhile, where a transaction otherwise reads as of its
     * beginning, for {@code ${current}}.
     */
    default String current() {
        return "";
    }

    /**
     * Reads the rows of a page of texts in a column of the primary key; for one that is not there, perhaps nulls.
     *
     * <p>One parameter for each key, so that a planner knows how many there are: from PostgreSQL 17 on one descent through
     * the key serves many of them. {@code = ANY(?)} may be planned there as a scan of the whole scope while the table is
     * small, and that plan is kept.
     *
     * @param name of the table, without the prefix
     */
    default KeyedStatement find(Table table, String name, String key, String columns) {
        return new ListStatement(table.sql(
                "SELECT " + columns + " FROM ${prefix}" + name + " WHERE scope_id = ? AND " + key + " IN (${keys})"));
    }

    /**
     * Like {@link #find}, of a page of UUIDs.
     *
     * @param name of the table, without the prefix
     */
    default KeyedStatement findIds(Table table, String name, String key, String columns) {
        return find(table, name, key, columns);
    }

    /** Reads the active mappings of a page of internal ids, with the same columns. */
    KeyedStatement findActiveMappings(Table table);

    /** Writes a page of mappings. */
    MappingWriter mappingWriter(Table table);

    /**
     * Removes the rows of a page of texts in a column of the primary key.
     *
     * @param name of the table, without the prefix
     */
    default KeyedStatement remove(Table table, String name, String key) {
        return new ListStatement(
                table.sql("DELETE FROM ${prefix}" + name + " WHERE scope_id = ? AND " + key + " IN (${keys})"));
    }

    /** Adds a row unless its key is there already; the count is 0 if it is. */
    String insertMissing(RowInsert row);

    /**
     * Adds a row, or changes the one that has its key; the count is 0 if neither was done, since another transaction has
     * removed it meanwhile.
     *
     * @param change what is set, with {@code ${known}} for the name of the row that is there
     */
    String insertOrChange(RowInsert row, String change);

    /**
     * Adds a row, or gives the one that has its key the other values.
     *
     * @param kept columns whose values stay if the row is there already
     */
    String insertOrReplace(RowInsert row, Set<String> kept);

    /**
     * Removes the rows whose instant is before {@code :before} and for which the condition holds, {@code :limit} at most,
     * along the index on the instant.
     *
     * @param name of the table, without the prefix
     * @param instant the column
     * @param condition names the table's columns by the table where they could be another's
     */
    String boundedDelete(String name, String instant, String condition);

    /**
     * Removes rows for which the condition holds, {@code :limit} at most.
     *
     * @param name of the table, without the prefix
     */
    String deleteSome(String name, String condition);

    /**
     * Columns for the end of a select's list that let the database itself end this transaction if it takes longer than
     * that, beginning with a comma; empty where it cannot.
     */
    default String transactionLimit(long millis) {
        return "";
    }

    /** Adds a dead letter, or gives the one that is there its new cause and one attempt more. */
    String putDeadLetter();

    /** How db-scheduler talks to this database; instants are UTC in columns without a zone. */
    JdbcCustomization scheduling();

    /** Sentences about settings of the database behind the connection that put the library's promises at risk. */
    List<String> warnings(Connection connection) throws SQLException;
}
