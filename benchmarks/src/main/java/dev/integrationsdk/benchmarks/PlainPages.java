package dev.integrationsdk.benchmarks;

import dev.integrationsdk.store.RecordMapping;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The same by hand, on one connection with every statement prepared once: one look-up, two JDBC batches, checkpoint and
 * run. It has no lease, no scope lock, and its table has no index on the internal id.
 */
final class PlainPages implements PageStore {
    /** How a page is looked up and changed; anything but {@link #GOOD} is a trap that a benchmark must see. */
    enum Form {
        GOOD,
        /** {@code external_id = ANY(?)}: PostgreSQL may keep a plan from when the table was small. */
        ANY_LOOK_UP,
        /** {@code UPDATE … FROM unnest}: PostgreSQL joins with the whole table as long as it is not analysed. */
        UPDATE_FROM,
        /** {@code IN} on the last column of the key: H2 scans all that share the first. */
        LIST_LOOK_UP
    }

    private static final String TABLE = """
            CREATE TABLE plain_mapping (
                scope_id INTEGER NOT NULL, external_id %s NOT NULL, internal_id UUID NOT NULL, status %s NOT NULL,
                version VARCHAR(256), modified_at TIMESTAMP, content_hash %s NOT NULL, changed_at TIMESTAMP NOT NULL,
                PRIMARY KEY (scope_id, external_id))%s""";
    private static final String INSERT = """
            INSERT INTO plain_mapping
                (internal_id, status, version, modified_at, content_hash, changed_at, scope_id, external_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE = """
            UPDATE plain_mapping
               SET internal_id = ?, status = ?, version = ?, modified_at = ?, content_hash = ?, changed_at = ?
             WHERE scope_id = ? AND external_id = ?""";
    private static final String UPDATE_ALL = """
            UPDATE plain_mapping AS m
               SET internal_id = n.internal_id, version = n.version, content_hash = n.hash, changed_at = n.changed_at
              FROM unnest(?::text[], ?::uuid[], ?::text[], ?::bytea[], ?::timestamp[])
                   AS n(id, internal_id, version, hash, changed_at)
             WHERE m.scope_id = ? AND m.external_id = n.id""";

    private final Connection connection;
    private final boolean postgreSql;
    private final Form form;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement advance;
    private final PreparedStatement count;
    private long revision;

    PlainPages(PageDatabase database, Form form) throws SQLException {
        this.form = form;
        connection = database.dataSource().getConnection();
        postgreSql = database.isPostgreSql();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            String text = postgreSql ? "VARCHAR(%d) COLLATE \"C\"" : "VARCHAR(%d)";
            statement.execute(TABLE.formatted(
                    text.formatted(512),
                    text.formatted(16),
                    postgreSql ? "BYTEA" : "BINARY(16)",
                    postgreSql ? " WITH (fillfactor = 70, autovacuum_enabled = " + isAnalysed(database) + ")" : ""));
            statement.execute("CREATE TABLE plain_checkpoint (scope_id INTEGER PRIMARY KEY, watermark VARCHAR(8000),"
                    + " revision BIGINT, updated_at TIMESTAMP)");
            statement.execute("CREATE TABLE plain_run (id INTEGER PRIMARY KEY, counted BIGINT)");
            statement.execute("INSERT INTO plain_checkpoint VALUES (1, '', 0, NULL)");
            statement.execute("INSERT INTO plain_run VALUES (1, 0)");
        }
        connection.commit();
        insert = connection.prepareStatement(INSERT);
        update = connection.prepareStatement(form == Form.UPDATE_FROM ? UPDATE_ALL : UPDATE);
        advance = connection.prepareStatement(
                "UPDATE plain_checkpoint SET watermark = ?, revision = ?, updated_at = ? WHERE scope_id = 1");
        count = connection.prepareStatement("UPDATE plain_run SET counted = counted + ? WHERE id = 1");
    }

    private static boolean isAnalysed(PageDatabase database) throws SQLException {
        try (Connection own = database.dataSource().getConnection();
                Statement statement = own.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM pg_class WHERE relname ="
                        + " 'integration_record_mapping' AND 'autovacuum_enabled=off' = ANY(reloptions)")) {
            rows.next();
            return rows.getInt(1) == 0;
        }
    }

    @Override
    public void page(List<RecordMapping> wanted) throws SQLException {
        Map<String, byte[]> known = find(wanted);
        List<RecordMapping> changed = new ArrayList<>();
        boolean added = false;
        for (RecordMapping mapping : wanted) {
            byte[] former = known.get(mapping.externalId().value());
            if (former == null) {
                bind(insert, mapping);
                insert.addBatch();
                added = true;
            } else if (!Arrays.equals(former, hash(mapping))) {
                changed.add(mapping);
            }
        }
        if (added) {
            insert.executeBatch();
        }
        update(changed);
        advance.setString(1, "w" + ++revision);
        advance.setLong(2, revision);
        advance.setObject(3, utc(Instant.now()));
        advance.executeUpdate();
        count.setLong(1, wanted.size());
        count.executeUpdate();
        connection.commit();
    }

    private Map<String, byte[]> find(List<RecordMapping> wanted) throws SQLException {
        Object[] ids =
                wanted.stream().map(mapping -> mapping.externalId().value()).toArray();
        boolean array = form == Form.ANY_LOOK_UP || (!postgreSql && form != Form.LIST_LOOK_UP);
        Map<String, byte[]> known = new HashMap<>(ids.length * 2);
        try (PreparedStatement find = connection.prepareStatement(lookUp(ids.length))) {
            if (array) {
                find.setArray(1, connection.createArrayOf(postgreSql ? "text" : "VARCHAR", ids));
            } else {
                for (int i = 0; i < ids.length; i++) {
                    find.setObject(i + 1, ids[i]);
                }
            }
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    rows.getObject(2, UUID.class);
                    known.put(rows.getString(1), rows.getBytes(3));
                }
            }
        }
        return known;
    }

    private String lookUp(int length) {
        String select = "SELECT external_id, internal_id, content_hash FROM ";
        if (form == Form.ANY_LOOK_UP) {
            return select + "plain_mapping WHERE external_id = ANY(?) AND scope_id = 1";
        }
        if (!postgreSql && form != Form.LIST_LOOK_UP) {
            return select + "UNNEST(CAST(? AS VARCHAR ARRAY)) AS wanted(id)"
                    + " JOIN plain_mapping ON external_id = wanted.id AND scope_id = 1";
        }
        return select + "plain_mapping WHERE external_id IN (" + String.join(", ", Collections.nCopies(length, "?"))
                + ") AND scope_id = 1";
    }

    private void update(List<RecordMapping> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        if (form == Form.UPDATE_FROM) {
            updateAll(changed);
            return;
        }
        for (RecordMapping mapping : changed) {
            bind(update, mapping);
            update.addBatch();
        }
        update.executeBatch();
    }

    private void updateAll(List<RecordMapping> changed) throws SQLException {
        int size = changed.size();
        Object[][] columns = {new Object[size], new Object[size], new Object[size], new byte[size][], new Object[size]};
        for (int row = 0; row < size; row++) {
            RecordMapping mapping = changed.get(row);
            columns[0][row] = mapping.externalId().value();
            columns[1][row] = mapping.internalId();
            columns[2][row] = mapping.version().orElse(null);
            columns[3][row] = hash(mapping);
            columns[4][row] = utc(mapping.changedAt());
        }
        String[] types = {"text", "uuid", "text", "bytea", "timestamp"};
        for (int column = 0; column < types.length; column++) {
            update.setArray(column + 1, connection.createArrayOf(types[column], columns[column]));
        }
        update.setInt(types.length + 1, 1);
        update.executeUpdate();
    }

    private static void bind(PreparedStatement statement, RecordMapping mapping) throws SQLException {
        statement.setObject(1, mapping.internalId());
        statement.setString(2, mapping.status().name());
        statement.setString(3, mapping.version().orElse(null));
        statement.setObject(4, mapping.modifiedAt().map(PlainPages::utc).orElse(null));
        statement.setBytes(5, hash(mapping));
        statement.setObject(6, utc(mapping.changedAt()));
        statement.setInt(7, 1);
        statement.setString(8, mapping.externalId().value());
    }

    private static byte[] hash(RecordMapping mapping) {
        return ByteBuffer.allocate(16)
                .putLong(mapping.contentHash().high())
                .putLong(mapping.contentHash().low())
                .array();
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
