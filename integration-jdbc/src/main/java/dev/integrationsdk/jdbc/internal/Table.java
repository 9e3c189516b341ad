package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** One table: completes statements for it and runs them in the caller's transaction. Thread-safe. */
final class Table {
    private final String name;
    private final TablePrefix prefix;
    private final Dialect dialect;
    private final HandleOpener handles;

    private Table(String name, TablePrefix prefix, Dialect dialect, HandleOpener handles) {
        this.name = prefix.text() + name;
        this.prefix = prefix;
        this.dialect = dialect;
        this.handles = handles;
    }

    /** Makes the tables of one database. */
    record Source(TablePrefix prefix, Dialect dialect, HandleOpener handles) {
        Table table(String name) {
            return new Table(name, prefix, dialect, handles);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** The statement with everything in it that does not change from call to call. */
    String sql(String text) {
        return prefix.in(text)
                .replace("${now}", dialect.now())
                .replace("${expiry}", dialect.expiry())
                .replace("${expiresSeconds}", dialect.expiresSeconds())
                .replace("${current}", dialect.current());
    }

    /** Runs JDBI statements. */
    <T> T with(UnitOfWork unit, Function<Handle, T> statements) {
        return run(unit, statements, violated -> {
            throw SqlFailures.ofStatement(name, violated);
        });
    }

    /** Runs inserts that pass over what is there already; where two transactions meet all the same, one gives way. */
    <T> T inserting(UnitOfWork unit, Function<Handle, T> statements) {
        return run(unit, statements, violated -> {
            throw conflict("another transaction has added the same row");
        });
    }

    /** Runs an insert or update that is to win one row; false if another transaction has won it. */
    boolean winsOne(UnitOfWork unit, Function<Handle, Integer> statement) {
        return run(unit, statement, violated -> 0) == 1;
    }

    /** @param violating gives the outcome in place of statements that violated a constraint */
    private <T> T run(UnitOfWork unit, Function<Handle, T> statements, Function<SQLException, T> violating) {
        try (Handle handle = handles.open(unit.unwrap(Connection.class))) {
            return statements.apply(handle);
        } catch (JdbiException failure) {
            if (!(failure.getCause() instanceof SQLException sql)) {
                throw failure;
            }
            if (SqlFailures.kindOf(sql) == SqlFailures.Kind.INTEGRITY) {
                return violating.apply(sql);
            }
            throw SqlFailures.ofStatement(name, sql);
        }
    }

    /** Runs plain JDBC statements; ours need no guard against ourselves, which would cost them as much as they do. */
    <T> T withConnection(UnitOfWork unit, Statements<T> statements) {
        try {
            Connection connection =
                    unit instanceof JdbcUnitOfWork own ? own.unguarded() : unit.unwrap(Connection.class);
            return statements.run(connection);
        } catch (SQLException failure) {
            throw SqlFailures.ofStatement(name, failure);
        }
    }

    /** Plain JDBC statements. */
    @FunctionalInterface
    interface Statements<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Reads a constant from its name; one that this version does not know is an error, never a default. */
    <E extends Enum<E>> E constant(Class<E> type, String column, String text) {
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException unknown) {
            throw new IntegrationException(
                    ErrorCode.STORE_FAILED,
                    "table " + name + " holds the unknown " + column + " '" + text
                            + "'; was it written by a newer version?",
                    unknown);
        }
    }

    /** What stands in the database is not what this version can work with. */
    IntegrationException failed(String what) {
        return new IntegrationException(ErrorCode.STORE_FAILED, "table " + name + ": " + what);
    }

    /** Two transactions wanted the same row. */
    IntegrationException conflict(String what) {
        return new IntegrationException(ErrorCode.STORE_CONFLICT, "table " + name + ": " + what);
    }
}
