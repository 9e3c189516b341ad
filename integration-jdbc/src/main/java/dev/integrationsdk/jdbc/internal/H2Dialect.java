package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** H2, embedded or as a server, in any of its compatibility modes. */
final class H2Dialect implements Dialect {
    @Override
    public String name() {
        return "h2";
    }

    @Override
    public boolean speaks(String product) {
        return product.equals("H2");
    }

    @Override
    public String now() {
        return "CURRENT_TIMESTAMP";
    }

    @Override
    public String expiry() {
        return "DATEADD(MILLISECOND, :millis, CURRENT_TIMESTAMP)";
    }

    /**
     * The outer join fixes the order: H2 goes through the array and looks each id up in the key. With {@code IN} on the
     * last column of the key, or {@code = ANY}, it scans the whole scope.
     */
    @Override
    public KeyedStatement find(Table table, String name, String key, String columns) {
        return new ArrayStatement(
                table.sql("SELECT " + columns
                        + " FROM UNNEST(CAST(? AS VARCHAR_CASESENSITIVE ARRAY)) AS wanted(id) LEFT JOIN ${prefix}"
                        + name + " ON " + key + " = wanted.id AND scope_id = ?"),
                "VARCHAR");
    }

    @Override
    public KeyedStatement findIds(Table table, String name, String key, String columns) {
        return new ArrayStatement(
                table.sql("SELECT " + columns + " FROM UNNEST(CAST(? AS UUID ARRAY)) AS wanted(id) LEFT JOIN ${prefix}"
                        + name + " ON " + key + " = wanted.id AND scope_id = ?"),
                "UUID");
    }

    @Override
    public KeyedStatement findActiveMappings(Table table) {
        return findIds(table, "record_mapping", "active_id", MappingTable.COLUMNS);
    }

    /** On H2 a violated key harms nothing but its own statement, and MERGE costs 1.8 times as much. */
    @Override
    public MappingWriter mappingWriter(Table table) {
        return new BatchedMappingWriter(table);
    }

    /**
     * H2 takes the ids in their order and looks each up in the key. With {@code IN} it compares every row that it finds
     * with the list from its beginning, which is quadratic.
     */
    @Override
    public KeyedStatement remove(Table table, String name, String key) {
        return new ArrayStatement(
                table.sql("MERGE INTO ${prefix}" + name + " AS known USING (SELECT DISTINCT id"
                        + " FROM UNNEST(CAST(? AS VARCHAR_CASESENSITIVE ARRAY)) AS wanted(id) ORDER BY id) AS wanted"
                        + " ON known." + key + " = wanted.id AND known.scope_id = ? WHEN MATCHED THEN DELETE"),
                "VARCHAR");
    }

    @Override
    public String insertMissing(RowInsert row) {
        return "MERGE INTO ${prefix}" + row.table() + " AS known USING (VALUES (1)) AS one ON " + row.sameKey()
                + " WHEN NOT MATCHED THEN INSERT " + row.columnsAndValues();
    }

    @Override
    public String insertOrChange(RowInsert row, String change) {
        return "MERGE INTO ${prefix}" + row.table() + " AS known USING (VALUES (1)) AS one ON " + row.sameKey()
                + " WHEN MATCHED THEN UPDATE SET " + change.replace("${known}", "known")
                + " WHEN NOT MATCHED THEN INSERT " + row.columnsAndValues();
    }

    @Override
    public String insertOrReplace(RowInsert row, Set<String> kept) {
        return "MERGE INTO ${prefix}" + row.table() + " AS known USING (VALUES (1)) AS one ON " + row.sameKey()
                + " WHEN MATCHED THEN UPDATE SET " + row.assignments(kept, column -> ":" + column)
                + " WHEN NOT MATCHED THEN INSERT " + row.columnsAndValues();
    }

    @Override
    public String boundedDelete(String name, String instant, String condition) {
        return "DELETE FROM ${prefix}" + name + " WHERE " + instant + " < :before AND " + condition
                + " FETCH FIRST :limit ROWS ONLY";
    }

    @Override
    public String deleteSome(String name, String condition) {
        return "DELETE FROM ${prefix}" + name + " WHERE " + condition + " FETCH FIRST :limit ROWS ONLY";
    }

    @Override
    public String putDeadLetter() {
        return """
                MERGE INTO ${prefix}dead_letter AS known
                USING (VALUES (1)) AS one ON known.record_key = :key AND known.scope_id = :scope
                WHEN MATCHED THEN UPDATE SET position = :position, run_id = :run, correlation_id = :correlation,
                    code = :code, message = :message, attempts = attempts + 1, failed_at = :at,
                    direction = :direction, state_hash = :state, retry_at = :retryAt, waiting = :waiting,
                    discarded = FALSE
                WHEN NOT MATCHED THEN INSERT
                    (record_key, scope_id, id, external_id, position, run_id, correlation_id, code, message, attempts,
                     failed_at, direction, state_hash, retry_at, waiting)
                VALUES (:key, :scope, :id, :external, :position, :run, :correlation, :code, :message, :attempts,
                    :at, :direction, :state, :retryAt, :waiting)""";
    }

    @Override
    public JdbcCustomization scheduling() {
        return new DefaultJdbcCustomization(true);
    }

    @Override
    public List<String> warnings(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>();
        String writeDelay = setting(connection, "WRITE_DELAY");
        if (!writeDelay.isEmpty() && !writeDelay.equals("0")) {
            warnings.add("H2 runs with WRITE_DELAY=" + writeDelay + " and loses acknowledged commits on a crash; append"
                    + " ;WRITE_DELAY=0 to the URL.");
        }
        String version = connection.getMetaData().getDatabaseProductVersion();
        boolean inFile = !SingleValue.read(connection, "SELECT COALESCE(DATABASE_PATH(), '')")
                .isEmpty();
        if (version.startsWith("2.5.")
                && inFile
                && !setting(connection, "REUSE_SPACE").equalsIgnoreCase("FALSE")) {
            warnings.add("H2 " + version + " can lose acknowledged commits on a crash when it reuses space in its file;"
                    + " append ;REUSE_SPACE=FALSE to the URL.");
        }
        if (!SingleValue.read(connection, "SELECT 1 WHERE 'a' = 'A' OR 'a' = 'a '")
                .isEmpty()) {
            warnings.add("H2 compares text by a collation, so that external ids that differ in case or blanks are taken"
                    + " for one; create the database without SET COLLATION.");
        }
        return List.copyOf(warnings);
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return SingleValue.read(
                connection,
                "SELECT setting_value FROM information_schema.settings WHERE setting_name = '" + name + "'");
    }
}
