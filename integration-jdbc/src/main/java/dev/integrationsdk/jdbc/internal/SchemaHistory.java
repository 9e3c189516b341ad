package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Compares the tables with what this jar needs, and brings them there. Thread-safe.
 *
 * <p>Whoever migrates locks one row on a connection of its own until the last script has been applied, since some
 * databases commit with every definition: two processes at once apply each script once.
 */
public final class SchemaHistory {
    /** The database's own time limit for a lock bounds each of these. */
    private static final int MOST_LOCK_ATTEMPTS = 30;

    private final DataSource dataSource;
    private final Dialect dialect;
    private final TablePrefix prefix;
    private final List<Migration> migrations;

    SchemaHistory(DataSource dataSource, Dialect dialect, TablePrefix prefix, List<Migration> migrations) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.prefix = prefix;
        this.migrations = migrations;
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if the tables are not exactly those that this jar needs */
    public void validate() {
        Map<Integer, String> applied = onConnection(this::applied);
        refuseForeign(applied);
        if (!missing(applied).isEmpty()) {
            throw invalid("the tables are at version " + latest(applied) + ", but this version of the library needs "
                    + newest() + ": " + remedy());
        }
    }

    private String remedy() {
        return "build the repositories with SchemaMode.MIGRATE, or have run what JdbcSchema.print(System.out, \""
                + dialect.name() + "\", \"" + prefix.text() + "\") prints"
                + ", beginning after the version that is there";
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if the tables are newer or not the library's own */
    public void migrate() {
        Map<Integer, String> applied = onConnection(this::applied);
        refuseForeign(applied);
        if (missing(applied).isEmpty()) {
            return;
        }
        if (applied.isEmpty()) {
            begin();
        }
        for (int attempt = 1; !migratedUnderLock(attempt); attempt++) {
            // the other one has held the lock for longer than this database lets anybody wait
        }
    }

    /** There is nothing to lock yet. Whoever comes second fails on the first one's row, and may go on. */
    private void begin() {
        try {
            apply(migrations.get(0));
        } catch (IntegrationException failure) {
            if (onConnection(this::applied).isEmpty()) {
                throw failure;
            }
        }
    }

    private boolean migratedUnderLock(int attempt) {
        return onConnection(lock -> {
            lock.setAutoCommit(false);
            try (Statement statement = lock.createStatement()) {
                statement
                        .executeQuery(
                                prefix.in("SELECT version FROM ${prefix}schema_history WHERE version = 0 FOR UPDATE"))
                        .close();
                applyMissing();
                return true;
            } catch (SQLException failure) {
                boolean gaveWay = SqlFailures.kindOf(failure) == SqlFailures.Kind.GAVE_WAY;
                if (gaveWay && attempt < MOST_LOCK_ATTEMPTS) {
                    return false;
                }
                throw failure;
            } finally {
                lock.rollback();
                lock.setAutoCommit(true);
            }
        });
    }

    private void applyMissing() {
        Map<Integer, String> applied = onConnection(this::applied);
        refuseForeign(applied);
        missing(applied).forEach(this::apply);
    }

    /** In one transaction, where the database does not commit with every definition. */
    private void apply(Migration migration) {
        onConnection(connection -> {
            connection.setAutoCommit(false);
            try {
                for (String sql : migration.statements(prefix)) {
                    execute(connection, migration, sql);
                }
                int recorded = recordChecksum(connection, migration);
                connection.commit();
                return recorded;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private static void execute(Connection connection, Migration migration, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw refused(migration, sql, failure);
        }
    }

    private static IntegrationException refused(Migration migration, String sql, SQLException failure) {
        return new IntegrationException(
                ErrorCode.STORE_FAILED,
                "migration " + migration.name() + " stopped at '"
                        + sql.lines().findFirst().orElse("") + "' (" + SqlFailures.shown(failure) + ")",
                failure);
    }

    private int recordChecksum(Connection connection, Migration migration) throws SQLException {
        String sql = "UPDATE ${prefix}schema_history SET checksum = ? WHERE version = ?";
        try (PreparedStatement statement = connection.prepareStatement(prefix.in(sql))) {
            statement.setString(1, migration.checksum());
            statement.setInt(2, migration.version());
            return statement.executeUpdate();
        }
    }

    /** Checksums by version, empty text where another tool has applied it; nothing if there is no history. */
    private Map<Integer, String> applied(Connection connection) throws SQLException {
        String sql = "SELECT version, checksum FROM ${prefix}schema_history WHERE version > 0";
        Map<Integer, String> applied = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(prefix.in(sql))) {
            while (rows.next()) {
                applied.put(
                        rows.getInt(1), Optional.ofNullable(rows.getString(2)).orElse(""));
            }
            return applied;
        } catch (SQLException failure) {
            if (SqlFailures.isMissingTable(failure)) {
                return Map.of();
            }
            throw failure;
        }
    }

    private void refuseForeign(Map<Integer, String> applied) {
        if (latest(applied) > newest()) {
            throw invalid(
                    "the tables are at version " + latest(applied) + ", but this version of the library knows only "
                            + newest() + ": use the newer version of the library, the tables cannot go back");
        }
        for (Migration migration : migrations) {
            String checksum = applied.getOrDefault(migration.version(), "");
            if (!checksum.isEmpty() && !checksum.equals(migration.checksum())) {
                throw invalid("migration " + migration.name() + " was applied with another text (checksum " + checksum
                        + ") than the one in this jar (" + migration.checksum() + ")");
            }
        }
    }

    private List<Migration> missing(Map<Integer, String> applied) {
        return migrations.stream()
                .filter(migration -> !applied.containsKey(migration.version()))
                .toList();
    }

    private static int latest(Map<Integer, String> applied) {
        return applied.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private int newest() {
        return Migration.newest(migrations);
    }

    private IntegrationException invalid(String what) {
        return new IntegrationException(ErrorCode.INVALID_CONFIGURATION, "tables '" + prefix.text() + "…': " + what);
    }

    private <T> T onConnection(Table.Statements<T> statements) {
        Connection connection = Connections.open(dataSource);
        try {
            return statements.run(connection);
        } catch (SQLException failure) {
            throw SqlFailures.ofStatement(prefix.text() + "schema_history", failure);
        } finally {
            Connections.close(connection);
        }
    }
}
