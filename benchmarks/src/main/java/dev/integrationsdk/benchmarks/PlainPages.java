package dev.integrationsdk.benchmarks;

import dev.integrationsdk.store.ContentHash;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The same by hand, on one connection with every statement prepared once: one look-up, two JDBC batches, checkpoint and
 * run, in a table with the same columns and indexes. It has no lease and no lock of the scope.
 */
final class PlainPages implements PageStore {
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
    private final Connection connection;
    private final boolean postgreSql;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement advance;
    private final PreparedStatement count;
    private long revision;

    PlainPages(PageDatabase database) throws SQLException {
        connection = database.dataSource().getConnection();
        postgreSql = database.isPostgreSql();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            String text = postgreSql ? "VARCHAR(%d) COLLATE \"C\"" : "VARCHAR(%d)";
            statement.execute(TABLE.formatted(
                    text.formatted(512),
                    text.formatted(16),
                    postgreSql ? "BYTEA" : "BINARY(16)",
                    postgreSql ? " WITH (fillfactor = 70)" : ""));
            statement.execute("CREATE UNIQUE INDEX plain_mapping_row ON plain_mapping (internal_id, scope_id)");
            statement.execute("CREATE TABLE plain_checkpoint (scope_id INTEGER PRIMARY KEY, watermark VARCHAR(8000),"
                    + " revision BIGINT, updated_at TIMESTAMP)");
            statement.execute("CREATE TABLE plain_run (id INTEGER PRIMARY KEY, counted BIGINT)");
            statement.execute("INSERT INTO plain_checkpoint VALUES (1, '', 0, NULL)");
            statement.execute("INSERT INTO plain_run VALUES (1, 0)");
        }
        connection.commit();
        insert = connection.prepareStatement(INSERT);
        update = connection.prepareStatement(UPDATE);
        advance = connection.prepareStatement(
                "UPDATE plain_checkpoint SET watermark = ?, revision = ?, updated_at = ? WHERE scope_id = 1");
        count = connection.prepareStatement("UPDATE plain_run SET counted = counted + ? WHERE id = 1");
    }

    @Override
    public void page(List<RecordMapping> wanted) throws SQLException {
        Map<String, Known> known = find(wanted);
        List<RecordMapping> changed = new ArrayList<>();
        boolean added = false;
        for (RecordMapping mapping : wanted) {
            Known former = known.get(mapping.externalId().value());
            if (former == null) {
                bind(insert, mapping);
                insert.addBatch();
                added = true;
            } else if (!former.hash().equals(mapping.contentHash())) {
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

    private Map<String, Known> find(List<RecordMapping> wanted) throws SQLException {
        Object[] ids =
                wanted.stream().map(mapping -> mapping.externalId().value()).toArray();
        Map<String, Known> known = new HashMap<>(ids.length * 2);
        try (PreparedStatement find = connection.prepareStatement(lookUp(ids.length))) {
            if (postgreSql) {
                for (int i = 0; i < ids.length; i++) {
                    find.setObject(i + 1, ids[i]);
                }
            } else {
                find.setArray(1, connection.createArrayOf("VARCHAR", ids));
            }
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    Known mapping = new Known(
                            rows.getString(2),
                            rows.getObject(3, UUID.class),
                            rows.getString(4),
                            rows.getObject(5, LocalDateTime.class),
                            hash(rows.getBytes(6)));
                    known.put(rows.getString(1), mapping);
                }
            }
        }
        return known;
    }

    private String lookUp(int length) {
        String select = "SELECT external_id, status, internal_id, version, modified_at, content_hash FROM ";
        return postgreSql
                ? select + "plain_mapping WHERE scope_id = 1 AND external_id IN ("
                        + String.join(", ", Collections.nCopies(length, "?")) + ")"
                : select + "UNNEST(CAST(? AS VARCHAR ARRAY)) AS wanted(id)"
                        + " JOIN plain_mapping ON external_id = wanted.id AND scope_id = 1";
    }

    private void update(List<RecordMapping> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        for (RecordMapping mapping : changed) {
            bind(update, mapping);
            update.addBatch();
        }
        update.executeBatch();
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

    private static ContentHash hash(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new ContentHash(buffer.getLong(), buffer.getLong());
    }

    static byte[] hash(RecordMapping mapping) {
        return ByteBuffer.allocate(16)
                .putLong(mapping.contentHash().high())
                .putLong(mapping.contentHash().low())
                .array();
    }

    static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** What a mapping has to say for its record to be judged. */
    private record Known(String status, UUID internalId, String version, LocalDateTime modifiedAt, ContentHash hash) {}
}
