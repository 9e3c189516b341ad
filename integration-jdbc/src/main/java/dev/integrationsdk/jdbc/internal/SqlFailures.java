package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a driver's exception what became of the connection and the transaction. */
public final class SqlFailures {
    /**
     * PostgreSQL: the server ends the session, being shut down, or because it was idle or in a transaction for too long;
     * how a statement ended is not known (SQL:2016).
     */
    private static final Set<String> LOST_STATES =
            Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04", "40003");

    /** H2: connection broken, database closed (twice), not found, in use by another process. */
    private static final Set<Integer> H2_LOST = Set.of(90067, 90098, 90121, 90013, 90020);

    /** MariaDB: the session was killed; its driver gives it the SQLState of a timeout. */
    private static final int MARIADB_KILLED = 1927;

    /** PostgreSQL: read-only, as a standby is; input or output failed. Class 53, of exhausted resources, belongs here too. */
    private static final Set<String> UNABLE_STATES = Set.of("25006", "58030");

    /**
     * H2: input or output failed (twice), out of memory; MariaDB: disk full, writing failed (twice), table full,
     * out of memory (thrice), no room for locks, read-only.
     */
    private static final Set<Integer> UNABLE_CODES =
            Set.of(90028, 90031, 90108, 1021, 3, 1026, 1114, 1037, 1038, 1041, 1206, 1290);

    /** PostgreSQL: a lock was not to be had in time; PostgreSQL and H2: the statement took too long or was cancelled. */
    private static final Set<String> GAVE_WAY_STATES = Set.of("55P03", "57014");

    /**
     * H2: lock timeout, row changed meanwhile; MariaDB: deadlock, lock timeout, row changed meanwhile, lock aborted,
     * table altered meanwhile, statement cancelled, statement took too long.
     */
    private static final Set<Integer> GAVE_WAY_CODES = Set.of(50200, 90131, 1213, 1205, 1020, 1689, 1412, 1317, 1969);

    private static final Set<String> MISSING_TABLE_STATES = Set.of("42S02", "42S03", "42S04", "42P01");

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("22001", "a value is too long for its column"),
            Map.entry("22003", "a number is out of its column's range"),
            Map.entry("22007", "a date or time has the wrong form"),
            Map.entry("22018", "a value has not its column's type"),
            Map.entry("22", "a value does not fit its column"),
            Map.entry("23502", "a column that needs a value has none"),
            Map.entry("23503", "a row refers to one that is not there"),
            Map.entry("23505", "a value that must be unique is there already"),
            Map.entry("23506", "a row refers to one that is not there"),
            Map.entry("23", "a constraint is violated"),
            Map.entry("42", "the statement or its table is not as the database expects"));

    /** MariaDB has one SQLState for all constraints; these are the states of the standard that its codes stand for. */
    private static final Map<Integer, String> MARIADB_STATES =
            Map.of(1048, "23502", 1062, "23505", 1451, "23503", 1452, "23503", 1586, "23505");

    private static final int DEEPEST_CAUSE = 16;

    private SqlFailures() {}

    /** What an SQL error means for the transaction in which it happened. */
    public enum Kind {
        /** The connection or the whole database is gone. */
        LOST,
        /** The database answers, but has no room, no memory or takes no writes: a person must make it able again. */
        UNABLE,
        /** The database chose this transaction to give way to another. */
        GAVE_WAY,
        /** A constraint was violated. */
        INTEGRITY,
        OTHER;

        /** Whether it overrules what the work itself said of its failure. */
        boolean decides() {
            return this == LOST || this == UNABLE || this == GAVE_WAY;
        }
    }

    /** Looks at the exception, those chained to it and their causes; the gravest counts. */
    public static Kind kindOf(SQLException failure) {
        Kind gravest = Kind.OTHER;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEEPEST_CAUSE; cause = cause.getCause(), depth++) {
            SQLException chained = cause instanceof SQLException sql ? sql : null;
            for (int link = 0; chained != null && link < DEEPEST_CAUSE; link++) {
                gravest = graver(gravest, kindOfOne(chained));
                chained = chained.getNextException();
            }
        }
        return gravest;
    }

    private static Kind graver(Kind one, Kind other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Kind kindOfOne(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        int code = failure.getErrorCode();
        if (state.startsWith("08")
                || LOST_STATES.contains(state)
                || H2_LOST.contains(code)
                || code == MARIADB_KILLED
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLRecoverableException) {
            return Kind.LOST;
        }
        if (state.startsWith("53") || UNABLE_STATES.contains(state) || UNABLE_CODES.contains(code)) {
            return Kind.UNABLE;
        }
        if (state.startsWith("40")
                || GAVE_WAY_STATES.contains(state)
                || GAVE_WAY_CODES.contains(code)
                || failure instanceof SQLTransactionRollbackException) {
            return Kind.GAVE_WAY;
        }
        return state.startsWith("23") ? Kind.INTEGRITY : Kind.OTHER;
    }

    /** The first SQL error among an exception and its causes. */
    public static Optional<SQLException> behind(Throwable failure) {
        return causedBy(failure, SQLException.class);
    }

    /** The first of this type among an exception and its causes. */
    public static <T extends Throwable> Optional<T> causedBy(Throwable failure, Class<T> type) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEEPEST_CAUSE; cause = cause.getCause(), depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** Whether the statement named a table that is not there. */
    public static boolean isMissingTable(SQLException failure) {
        return MISSING_TABLE_STATES.contains(String.valueOf(failure.getSQLState()));
    }

    /** What may be said of a driver's exception: its class and SQLState, never its message, which may hold values. */
    public static String shown(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure instanceof SQLException sql ? name + ", SQLState " + sql.getSQLState() : name;
    }

    /** What the database had against a statement, by SQLState (SQL:2016 part 2, section 24.1), without any value. */
    static String meaning(SQLException failure) {
        SQLException telling = failure;
        while (telling.getSQLState() == null && telling.getNextException() != null) {
            telling = telling.getNextException();
        }
        String state = String.valueOf(telling.getSQLState());
        String known = state.equals("23000") ? MARIADB_STATES.getOrDefault(telling.getErrorCode(), state) : state;
        String meaning = MEANINGS.getOrDefault(
                known, MEANINGS.getOrDefault(state.replaceAll("(?<=^..).*", ""), "it was refused"));
        return meaning + " (SQLState " + state + ")";
    }

    /** The error for a statement of the library itself. */
    static IntegrationException ofStatement(String table, SQLException failure) {
        String how = " (" + shown(failure) + ")";
        return switch (kindOf(failure)) {
            case LOST -> unavailable("the connection was lost at a statement on table " + table + how, failure);
            case UNABLE -> unavailable("the database could not carry out a statement on table " + table + how, failure);
            case GAVE_WAY ->
                new IntegrationException(
                        ErrorCode.STORE_CONFLICT, "another transaction held rows of table " + table + how, failure);
            case INTEGRITY, OTHER ->
                new IntegrationException(
                        ErrorCode.STORE_FAILED, "the database refused a statement on table " + table + how, failure);
        };
    }

    /** The database could not be reached, was lost or is not able to go on, before anything was committed. */
    public static IntegrationException unavailable(String what, @Nullable Throwable cause) {
        return new IntegrationException(ErrorCode.STORE_UNAVAILABLE, what, cause);
    }
}
