package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * MariaDB 10.11 and later, with InnoDB. Its transactions read as of their first select, wherefore some of ours lock what
 * they read; and it rolls back a statement that waited too long, but not its transaction, which the transaction runner
 * does.
 */
final class MariaDbDialect implements Dialect {
    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public boolean speaks(String product) {
        return product.equals("MariaDB");
    }

    @Override
    public String now() {
        return "UTC_TIMESTAMP(6)";
    }

    @Override
    public String expiry() {
        return "UTC_TIMESTAMP(6) + INTERVAL (:millis * 1000) MICROSECOND";
    }

    @Override
    public String expiresSeconds() {
        return "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', expires_at) / 1000000.0";
    }

    @Override
    public String current() {
        return " LOCK IN SHARE MODE";
    }

    @Override
    public KeyedStatement findActiveMappings(Table table) {
        return new ListStatement(table.sql("SELECT " + MappingTable.COLUMNS + """
                  FROM ${prefix}record_mapping WHERE scope_id = ? AND active_id IN (${keys})"""));
    }

    @Override
    public MappingWriter mappingWriter(Table table) {
        return new BatchedMappingWriter(table);
    }

    @Override
    public String insertMissing(RowInsert row) {
        return "INSERT IGNORE INTO ${prefix}" + row.table() + " " + row.columnsAndValues();
    }

    /** The insert itself takes the lock with which the row is changed; with one statement for each, two would deadlock. */
    @Override
    public String insertOrChange(RowInsert row, String change) {
        return "INSERT INTO ${prefix}" + row.table() + " " + row.columnsAndValues() + " ON DUPLICATE KEY UPDATE "
                + change.replace("${known}", "${prefix}" + row.table());
    }

    @Override
    public String insertOrReplace(RowInsert row, Set<String> kept) {
        return "INSERT INTO ${prefix}" + row.table() + " " + row.columnsAndValues() + " ON DUPLICATE KEY UPDATE "
                + row.assignments(kept, column -> "VALUES(" + column + ")");
    }

    @Override
    public String boundedDelete(String name, String instant, String condition) {
        return "DELETE FROM ${prefix}" + name + " WHERE " + instant + " < :before AND " + condition + " ORDER BY "
                + instant + " LIMIT :limit";
    }

    @Override
    public String deleteSome(String name, String condition) {
        return "DELETE FROM ${prefix}" + name + " WHERE " + condition + " LIMIT :limit";
    }

    @Override
    public String putDeadLetter() {
        return """
                INSERT INTO ${prefix}dead_letter
                    (record_key, scope_id, id, external_id, position, run_id, correlation_id, code, message, attempts,
                     failed_at, direction, state_hash, retry_at, waiting)
                VALUES (:key, :scope, :id, :external, :position, :run, :correlation, :code, :message, :attempts, :at,
                     :direction, :state, :retryAt, :waiting)
                ON DUPLICATE KEY UPDATE
                    position = VALUES(position), run_id = VALUES(run_id), correlation_id = VALUES(correlation_id),
                    code = VALUES(code), message = VALUES(message), attempts = attempts + 1,
                    failed_at = VALUES(failed_at), direction = VALUES(direction), state_hash = VALUES(state_hash),
                    retry_at = VALUES(retry_at), waiting = VALUES(waiting), discarded = FALSE""";
    }

    @Override
    public JdbcCustomization scheduling() {
        return new MariaDBJdbcCustomization(true);
    }

    @Override
    public List<String> warnings(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>();
        String flush = SingleValue.read(connection, "SELECT @@innodb_flush_log_at_trx_commit");
        if (!flush.equals("1")) {
            warnings.add("MariaDB runs with innodb_flush_log_at_trx_commit=" + flush + " and loses acknowledged commits"
                    + " on a crash; set it to 1.");
        }
        if (SingleValue.read(connection, "SELECT @@idle_transaction_timeout").equals("0")) {
            warnings.add(
                    "MariaDB lets a transaction stay idle for ever: a frozen worker keeps its stream locked until its"
                            + " connection breaks; set idle_transaction_timeout below the lease's time, on the server or by"
                            + " sessionVariables=idle_transaction_timeout=… in the URL.");
        }
        return List.copyOf(warnings);
    }
}
