package dev.integrationsdk.benchmarks;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The mapping table as the hand-written loop uses it. Confined to one thread. */
final class PlainMappings implements AutoCloseable {
    private static final String FIND = """
            SELECT external_id, internal_id, content_hash
              FROM UNNEST(CAST(? AS VARCHAR ARRAY)) AS wanted(id)
              JOIN integration_record_mapping ON scope_id = ? AND external_id = wanted.id""";
    private static final String INSERT = """
            INSERT INTO integration_record_mapping
                (internal_id, status, version, modified_at, content_hash, changed_at, external_id, scope_id)
            VALUES (?, 'ACTIVE', ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE = """
            UPDATE integration_record_mapping
               SET internal_id = ?, status = 'ACTIVE', version = ?, modified_at = ?, content_hash = ?, changed_at = ?
             WHERE external_id = ? AND scope_id = ?""";

    private final int scope;
    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private int inserts;
    private int updates;

    PlainMappings(Connection connection, int scope) throws SQLException {
        this.scope = scope;
        this.find = connection.prepareStatement(FIND);
        this.insert = connection.prepareStatement(INSERT);
        this.update = connection.prepareStatement(UPDATE);
    }

    /** Those that are known, by external id. */
    Map<String, Known> find(List<ListedContact> contacts) throws SQLException {
        Object[] ids = contacts.stream().map(ListedContact::externalId).toArray();
        find.setArray(1, find.getConnection().createArrayOf("VARCHAR", ids));
        find.setInt(2, scope);
        Map<String, Known> known = new HashMap<>(ids.length * 2);
        try (ResultSet rows = find.executeQuery()) {
            while (rows.next()) {
                ByteBuffer hash = ByteBuffer.wrap(rows.getBytes(3));
                UUID internalId = rows.getObject(2, UUID.class);
                known.put(rows.getString(1), new Known(internalId, hash.getLong(), hash.getLong()));
            }
        }
        return known;
    }

    void insert(ListedContact contact, UUID internalId, LocalDateTime now) throws SQLException {
        bind(insert, contact, internalId, now);
        inserts++;
    }

    void update(ListedContact contact, UUID internalId, LocalDateTime now) throws SQLException {
        bind(update, contact, internalId, now);
        updates++;
    }

    private void bind(PreparedStatement statement, ListedContact contact, UUID internalId, LocalDateTime now)
            throws SQLException {
        byte[] hash = new byte[16];
        ByteBuffer.wrap(hash).putLong(contact.high()).putLong(contact.low());
        statement.setObject(1, internalId);
        statement.setString(2, contact.version());
        statement.setObject(3, contact.modifiedAt());
        statement.setBytes(4, hash);
        statement.setObject(5, now);
        statement.setString(6, contact.externalId());
        statement.setInt(7, scope);
        statement.addBatch();
    }

    /** Writes what was collected. */
    void flush() throws SQLException {
        if (inserts > 0) {
            insert.executeBatch();
            inserts = 0;
        }
        if (updates > 0) {
            update.executeBatch();
            updates = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        find.close();
        insert.close();
        update.close();
    }

    /** What a mapping says of a contact. Immutable. */
    record Known(UUID internalId, long high, long low) {
        boolean isAt(ListedContact contact) {
            return high == contact.high() && low == contact.low();
        }
    }
}
