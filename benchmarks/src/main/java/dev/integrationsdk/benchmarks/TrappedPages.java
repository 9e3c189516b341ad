package dev.integrationsdk.benchmarks;

import dev.integrationsdk.store.RecordMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mappings under a wide key, in forms that look right and turn quadratic: the growth benchmark must see each of them. It
 * writes nothing but mappings.
 */
final class TrappedPages implements PageStore {
    /** What is done wrong. */
    enum Form {
        /** {@code external_id = ANY(?)}: PostgreSQL may keep a plan from when the table was small. */
        ANY_LOOK_UP,
        /** {@code UPDATE … FROM unnest}: PostgreSQL joins with the whole tenant as long as the table is not analysed. */
        UPDATE_FROM,
        /** {@code IN} on the last column of the key: H2 scans all that share the first ones. */
        LIST_LOOK_UP
    }

    private static final String TENANT = "tenant_id = ? AND system_code = ? AND entity_type = ?";
    private static final List<String> KEY = List.of("acme", "hubspot", "contact");
    private static final String TABLE = """
            CREATE TABLE trapped_mapping (
                tenant_id VARCHAR(64) NOT NULL, system_code VARCHAR(64) NOT NULL, entity_type VARCHAR(64) NOT NULL,
                external_id VARCHAR(512) NOT NULL, internal_id UUID NOT NULL, content_hash %s NOT NULL,
                PRIMARY KEY (tenant_id, system_code, entity_type, external_id))%s""";
    private static final String INSERT = "INSERT INTO trapped_mapping VALUES (?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = """
            UPDATE trapped_mapping AS m SET content_hash = n.hash
              FROM unnest(?::text[], ?::bytea[]) AS n(id, hash)
             WHERE m.tenant_id = ? AND m.system_code = ? AND m.entity_type = ? AND m.external_id = n.id""";

    private final Connection connection;
    private final Form form;

    TrappedPages(PageDatabase database, Form form) throws SQLException {
        this.form = form;
        connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        boolean postgreSql = database.isPostgreSql();
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE.formatted(
                    postgreSql ? "BYTEA" : "BINARY(16)", postgreSql ? " WITH (autovacuum_enabled = off)" : ""));
        }
        connection.commit();
    }

    @Override
    public void page(List<RecordMapping> wanted) throws SQLException {
        Map<String, byte[]> known = find(wanted);
        List<RecordMapping> changed = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (RecordMapping mapping : wanted) {
                byte[] former = known.get(mapping.externalId().value());
                if (former == null) {
                    bindKey(insert, 1);
                    insert.setString(4, mapping.externalId().value());
                    insert.setObject(5, mapping.internalId());
                    insert.setBytes(6, PlainPages.hash(mapping));
                    insert.addBatch();
                } else if (!Arrays.equals(former, PlainPages.hash(mapping))) {
                    changed.add(mapping);
                }
            }
            insert.executeBatch();
        }
        if (!changed.isEmpty()) {
            update(changed);
        }
        connection.commit();
    }

    private Map<String, byte[]> find(List<RecordMapping> wanted) throws SQLException {
        Object[] ids =
                wanted.stream().map(mapping -> mapping.externalId().value()).toArray();
        boolean any = form == Form.ANY_LOOK_UP;
        String list = any ? "= ANY(?)" : "IN (" + String.join(", ", Collections.nCopies(ids.length, "?")) + ")";
        String sql =
                "SELECT external_id, content_hash FROM trapped_mapping WHERE " + TENANT + " AND external_id " + list;
        Map<String, byte[]> known = new HashMap<>(ids.length * 2);
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            int next = bindKey(find, 1);
            if (any) {
                find.setArray(next, connection.createArrayOf("text", ids));
            } else {
                for (Object id : ids) {
                    find.setObject(next++, id);
                }
            }
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    known.put(rows.getString(1), rows.getBytes(2));
                }
            }
        }
        return known;
    }

    private void update(List<RecordMapping> changed) throws SQLException {
        Object[] ids = new Object[changed.size()];
        byte[][] hashes = new byte[changed.size()][];
        for (int row = 0; row < ids.length; row++) {
            ids[row] = changed.get(row).externalId().value();
            hashes[row] = PlainPages.hash(changed.get(row));
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setArray(1, connection.createArrayOf("text", ids));
            update.setArray(2, connection.createArrayOf("bytea", hashes));
            bindKey(update, 3);
            update.executeUpdate();
        }
    }

    private static int bindKey(PreparedStatement statement, int from) throws SQLException {
        int position = from;
        for (String part : KEY) {
            statement.setString(position++, part);
        }
        return position;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
