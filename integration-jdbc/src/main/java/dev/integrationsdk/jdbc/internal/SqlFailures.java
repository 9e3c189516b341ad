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
    /** H2: connection broken, database closed (twice), not found, in use by another process. */
    private static final Set<Integer> H2_LOST = Set.of(90067, 90098, 90121, 90013, 90020);

    /** H2: lock timeout, row changed meanwhile; MariaDB: deadlock, lock timeout, row changed meanwhile. */
    private static final Set<Integer> GAVE_WAY_CODES = Set.of(50200, 90131, 1213, 1205, 1020);

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

    private static final int DEEPEST_CAUSE = 16;

    private SqlFailures() {}

    /** What an SQL error means for the transaction in which it happened. */
    public enum Kind {
        /** The connection or the whole database is gone. */
        LOST,
        /** The database chose this transaction to give way to another. */
        GAVE_WAY,
        /** A constraint was violated. */
        INTEGRITY,
        OTHER;

        /** Whether it overrules what the work itself said of its failure. */
        boolean decides() {
            return this == LOST || this == GAVE_WAY;
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
                || state.startsWith("57P0")
                || H2_LOST.contains(code)
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLRecoverableException) {
            return Kind.LOST;
        }
        if (state.startsWith("40")
                || state.equals("55P03")
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
        String meaning = MEANINGS.getOrDefault(
                state, MEANINGS.getOrDefault(state.replaceAll("(?<=^..).*", ""), "it was refused"));
        return meaning + " (SQLState " + state + ")";
    }

    /** The error for a statement of the library itself. */
    static IntegrationException ofStatement(String table, SQLException failure) {
        String how = " (" + shown(failure) + ")";
        return switch (kindOf(failure)) {
            case LOST -> unavailable("the connection was lost at a statement on table " + table + how, failure);
            case GAVE_WAY ->
                new IntegrationException(
                        ErrorCode.STORE_CONFLICT, "another transaction held rows of table " + table + how, failure);
            case INTEGRITY, OTHER ->
                new IntegrationException(
                        ErrorCode.STORE_FAILED, "the database refused a statement on table " + table + how, failure);
        };
    }

    /** The database could not be reached, or was lost before anything was committed. */
    public static IntegrationException unavailable(String what, @Nullable Throwable cause) {
        return new IntegrationException(ErrorCode.STORE_UNAVAILABLE, what, cause);
    }
}
