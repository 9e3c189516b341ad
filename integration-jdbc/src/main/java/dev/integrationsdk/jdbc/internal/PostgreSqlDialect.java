package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * PostgreSQL 14 and later. Nothing is set for longer than a transaction, so that a pooler may give every transaction
 * another session.
 */
final class PostgreSqlDialect implements Dialect {
    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public boolean speaks(String product) {
        return product.equals("PostgreSQL");
    }

    /** The time of the statement: {@code now()} would be that of the transaction's beginning, before it had to wait. */
    @Override
    public String now() {
        return "clock_timestamp()";
    }

    @Override
    public String expiry() {
        return "clock_timestamp() + CAST(:millis AS bigint) * INTERVAL '1 millisecond'";
    }

    @Override
    public KeyedStatement findActiveMappings(Table table) {
        return new ArrayStatement(table.sql("""
                SELECT found.* FROM unnest(?::uuid[]) AS wanted(id)
                 CROSS JOIN LATERAL (SELECT""" + MappingTable.COLUMNS + """
                                       FROM ${prefix}record_mapping
                                      WHERE internal_id = wanted.id AND scope_id = ? AND status = 'ACTIVE'
                                     OFFSET 0) AS found"""), "uuid");
    }

    @Override
    public MappingWriter mappingWriter(Table table) {
        return new ArrayMappingWriter(table);
    }

    @Override
    public KeyedStatement remove(Table table, String name, String key) {
        return new ArrayStatement(
                table.sql("DELETE FROM ${prefix}" + name + " WHERE ctid = ANY(ARRAY(SELECT found.ctid"
                        + " FROM unnest(?::text[]) AS wanted(id) CROSS JOIN LATERAL (SELECT ctid FROM ${prefix}" + name
                        + " WHERE " + key + " = wanted.id COLLATE \"C\" AND scope_id = ? OFFSET 0) AS found))"),
                "text");
    }

    @Override
    public String insertMissing(RowInsert row) {
        return "INSERT INTO ${prefix}" + row.table() + " " + row.columnsAndValues() + " ON CONFLICT DO NOTHING";
    }

    @Override
    public String insertOrChange(RowInsert row, String change) {
        return "INSERT INTO ${prefix}" + row.table() + " AS known " + row.columnsAndValues() + " ON CONFLICT ("
                + String.join(", ", row.key()) + ") DO UPDATE SET " + change.replace("${known}", "known");
    }

    @Override
    public String insertOrReplace(RowInsert row, Set<String> kept) {
        return "INSERT INTO ${prefix}" + row.table() + " " + row.columnsAndValues() + " ON CONFLICT ("
                + String.join(", ", row.key()) + ") DO UPDATE SET "
                + row.assignments(kept, column -> "excluded." + column);
    }

    /** Rows that another purge has in hand are passed over. */
    @Override
    public String boundedDelete(String name, String instant, String condition) {
        return "DELETE FROM ${prefix}" + name + " WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${prefix}" + name + " WHERE "
                + instant + " < :before AND " + condition + " ORDER BY " + instant
                + " LIMIT :limit FOR UPDATE SKIP LOCKED))";
    }

    @Override
    public String deleteSome(String name, String condition) {
        return "DELETE FROM ${prefix}" + name + " WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${prefix}" + name + " WHERE "
                + condition + " LIMIT :limit))";
    }

    /**
     * Set for this transaction alone; past it the server ends the session, so that whoever is frozen inside it does not
     * keep others waiting. Servers before 17 have the limit for idle sessions only.
     */
    @Override
    public String transactionLimit(long millis) {
        return ", set_config('idle_in_transaction_session_timeout', '" + millis + "', true)"
                + ", CASE WHEN current_setting('server_version_num')::int >= 170000"
                + " THEN set_config('transaction_timeout', '" + millis + "', true) END";
    }

    @Override
    public String putDeadLetter() {
        return """
                INSERT INTO ${prefix}dead_letter AS known
                    (record_key, scope_id, id, external_id, position, run_id, correlation_id, code, message, attempts,
                     failed_at, direction, state_hash, retry_at, waiting)
                VALUES (:key, :scope, :id, :external, :position, :run, :correlation, :code, :message, :attempts, :at,
                     :direction, :state, :retryAt, :waiting)
                ON CONFLICT (scope_id, record_key) DO UPDATE
                   SET position = excluded.position, run_id = excluded.run_id,
                       correlation_id = excluded.correlation_id, code = excluded.code, message = excluded.message,
                       attempts = known.attempts + 1, failed_at = excluded.failed_at,
                       direction = excluded.direction, state_hash = excluded.state_hash,
                       retry_at = excluded.retry_at, waiting = excluded.waiting, discarded = FALSE""";
    }

    @Override
    public JdbcCustomization scheduling() {
        return new PostgreSqlJdbcCustomization(false, true);
    }

    @Override
    public List<String> warnings(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>();
        if (!SingleValue.read(connection, "SHOW fsync").equals("on")) {
            warnings.add("PostgreSQL runs with fsync off and can lose everything on a crash; switch it on.");
        }
        String commits = SingleValue.read(connection, "SHOW synchronous_commit");
        if (commits.equals("off")) {
            warnings.add("PostgreSQL runs with synchronous_commit=off and loses acknowledged commits on a crash; switch"
                    + " it on for this application's role.");
        }
        String encoding = SingleValue.read(connection, "SHOW server_encoding");
        if (!encoding.equals("UTF8")) {
            warnings.add("PostgreSQL's database is encoded in " + encoding + " and refuses many characters; create it"
                    + " with ENCODING 'UTF8'.");
        }
        return List.copyOf(warnings);
    }
}
