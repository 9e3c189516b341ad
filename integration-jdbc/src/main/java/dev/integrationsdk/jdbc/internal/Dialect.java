package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import java.util.List;

/**
 * Where databases differ: the statements of which each writes its own form, whole, with {@code ${prefix}} before table
 * names. Named parameters are the same in every dialect. Immutable.
 */
interface Dialect {
    /** Names the folder of its migrations and what a person calls it. */
    String name();

    /** Whether it is the dialect of a database that gives this product name. */
    boolean speaks(String product);

    /** File names of its migrations, in their order, without {@code .sql}. */
    List<String> migrations();

    /**
     * The instant in {@code :millis} milliseconds by the database's clock, as an expression that stands for
     * {@code ${expiry}}.
     */
    String expiry();

    /**
     * Reads the mappings of some external ids, in whatever number: one text, whose plan must not depend on how many rows
     * there were when it was made. Positional: array of external ids, scope. A row for an id without a mapping may be
     * all null.
     */
    String findMappings();

    /**
     * Adds one mapping; for one that is there already the count is 0 or a constraint is violated, whichever is cheaper
     * here without harm to the transaction. Positional: external id, scope, internal id, status, version, modified at,
     * hash, changed at.
     */
    String insertMapping();

    /** Adds a stream's first checkpoint; the count is 0 if one is there. */
    String insertCheckpoint();

    /** Adds a stream's first lease; the count is 0 if one is there. */
    String insertLease();

    /** Adds a dead letter, or gives the one that is there its new cause and one attempt more. */
    String putDeadLetter();

    /** Adds a scheduled task that waits; the count is 0 if it is there. */
    String insertScheduledTask();

    /** How db-scheduler talks to this database; instants are UTC in columns without a zone. */
    JdbcCustomization scheduling();

    /** Sentences about settings of the database behind the connection that put the library's promises at risk. */
    List<String> warnings(java.sql.Connection connection) throws java.sql.SQLException;
}
