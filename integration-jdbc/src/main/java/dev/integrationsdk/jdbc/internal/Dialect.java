package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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
        return List.of("V001__schema_history", "V002__repositories");
    }

    /** The database's own time, as an expression that stands for {@code ${now}}. */
    String now();

    /** The instant in {@code :millis} milliseconds by the database's clock, for {@code ${expiry}}. */
    String expiry();

    /** Column {@code expires_at} of a lease in seconds since 1970, with their fraction, for {@code ${expiresSeconds}}. */
    String expiresSeconds();

    /**
     * What makes a select see what has been committed meanwhile, where a transaction otherwise reads as of its
     * beginning, for {@code ${current}}.
     */
    String current();

    /** Reads the mappings of a page of external ids, with {@link MappingTable#COLUMNS}; without one, perhaps nulls. */
    KeyedStatement findMappings(Table table);

    /** Reads the active mappings of a page of internal ids, with the same columns. */
    KeyedStatement findActiveMappings(Table table);

    /** Writes a page of mappings. */
    MappingWriter mappingWriter(Table table);

    /** Removes dead letters by a page of record keys. */
    KeyedStatement removeDeadLetters(Table table);

    /**
     * Columns for the end of a select's list that let the database itself end this transaction if it takes longer than
     * that, beginning with a comma; empty where it cannot.
     */
    String transactionLimit(long millis);

    /** Adds a stream's first checkpoint; the count is 0 if one is there. */
    String insertCheckpoint();

    /** Adds a stream's first lease; the count is 0 if one is there. */
    String insertLease();

    /** Adds a dead letter, or gives the one that is there its new cause and one attempt more. */
    String putDeadLetter();

    /** Sentences about settings of the database behind the connection that put the library's promises at risk. */
    List<String> warnings(Connection connection) throws SQLException;
}
