package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.store.RecordMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Row by row in JDBC batches, with the plain {@code INSERT}: for databases where a violated key harms nothing but its own
 * statement.
 */
final class BatchedMappingWriter implements MappingWriter {
    private final String insert;
    private final String update;

    BatchedMappingWriter(Table table) {
        insert = table.sql("""
                INSERT INTO ${prefix}record_mapping
                    (internal_id, status, version, modified_at, content_hash, changed_at, field_hashes, scope_id,
                     external_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        update = table.sql("""
                UPDATE ${prefix}record_mapping
                   SET internal_id = ?, status = ?, version = ?, modified_at = ?, content_hash = ?, changed_at = ?,
                       field_hashes = COALESCE(?, field_hashes)
                 WHERE scope_id = ? AND external_id = ?""");
    }

    @Override
    public boolean insert(Connection connection, int scope, List<RecordMapping> mappings) throws SQLException {
        return write(insert, connection, scope, mappings);
    }

    @Override
    public boolean update(Connection connection, int scope, List<RecordMapping> mappings) throws SQLException {
        return write(update, connection, scope, mappings);
    }

    private static boolean write(String sql, Connection connection, int scope, List<RecordMapping> mappings)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (RecordMapping mapping : mappings) {
                statement.setObject(1, mapping.internalId());
                statement.setString(2, mapping.status().name());
                statement.setString(3, mapping.version().orElse(null));
                statement.setObject(4, Columns.utc(mapping.modifiedAt()));
                statement.setBytes(5, Columns.bytes(mapping.contentHash()));
                statement.setObject(6, Columns.utc(mapping.changedAt()));
                statement.setBytes(7, FieldHashColumn.written(mapping.fieldHashes()));
                statement.setInt(8, scope);
                statement.setString(9, mapping.externalId().value());
                statement.addBatch();
            }
            return wroteAll(statement.executeBatch());
        }
    }

    private static boolean wroteAll(int[] counts) {
        for (int count : counts) {
            if (count == 0) {
                return false;
            }
        }
        return true;
    }
}
