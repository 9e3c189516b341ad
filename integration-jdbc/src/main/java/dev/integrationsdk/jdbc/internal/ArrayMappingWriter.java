package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.store.RecordMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * A page in one statement, one array for each column: for PostgreSQL, whose own batches cost a round of parsing and
 * planning for every row.
 *
 * <p>Both statements go through the key's index by construction. {@code UPDATE … FROM unnest} would not: until the table
 * is analysed it is planned as a join with the whole scope.
 */
final class ArrayMappingWriter implements MappingWriter {
    private static final String ROWS = """
            INSERT INTO ${prefix}record_mapping AS known
                (scope_id, external_id, internal_id, status, version, modified_at, content_hash, changed_at,
                 field_hashes)
            SELECT ?, page.* FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::timestamp[], ?::bytea[],
                                         ?::timestamp[], ?::bytea[]) AS page
            """;

    private final String insert;
    private final String update;

    ArrayMappingWriter(Table table) {
        insert = table.sql(ROWS + "ON CONFLICT DO NOTHING");
        update = table.sql(ROWS + """
                ON CONFLICT (scope_id, external_id) DO UPDATE
                   SET internal_id = excluded.internal_id, status = excluded.status, version = excluded.version,
                       modified_at = excluded.modified_at, content_hash = excluded.content_hash,
                       changed_at = excluded.changed_at,
                       field_hashes = COALESCE(excluded.field_hashes, known.field_hashes)
                RETURNING xmax = 0""");
    }

    @Override
    public boolean insert(Connection connection, int scope, List<RecordMapping> mappings) throws SQLException {
        try (PreparedStatement statement = bound(insert, connection, scope, mappings)) {
            return statement.executeUpdate() == mappings.size();
        }
    }

    /** A row that this transaction has made has no {@code xmax}: it was not there. */
    @Override
    public boolean update(Connection connection, int scope, List<RecordMapping> mappings) throws SQLException {
        boolean allWereThere = true;
        try (PreparedStatement statement = bound(update, connection, scope, mappings);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                allWereThere &= !rows.getBoolean(1);
            }
        }
        return allWereThere;
    }

    private static PreparedStatement bound(String sql, Connection connection, int scope, List<RecordMapping> mappings)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setInt(1, scope);
        bind(statement, 2, "text", mappings, mapping -> mapping.externalId().value());
        bind(statement, 3, "uuid", mappings, RecordMapping::internalId);
        bind(statement, 4, "text", mappings, mapping -> mapping.status().name());
        bind(statement, 5, "text", mappings, mapping -> mapping.version().orElse(null));
        bind(statement, 6, "timestamp", mappings, mapping -> Columns.utc(mapping.modifiedAt()));
        bind(statement, 7, "bytea", mappings, mapping -> Columns.bytes(mapping.contentHash()));
        bind(statement, 8, "timestamp", mappings, mapping -> Columns.utc(mapping.changedAt()));
        bind(statement, 9, "bytea", mappings, mapping -> FieldHashColumn.written(mapping.fieldHashes()));
        return statement;
    }

    private static void bind(
            PreparedStatement statement,
            int position,
            String type,
            List<RecordMapping> mappings,
            Function<RecordMapping, ? extends @org.jspecify.annotations.Nullable Object> value)
            throws SQLException {
        Object[] column = type.equals("bytea") ? new byte[mappings.size()][] : new Object[mappings.size()];
        for (int row = 0; row < column.length; row++) {
            column[row] = value.apply(mappings.get(row));
        }
        statement.setArray(position, statement.getConnection().createArrayOf(type, column));
    }
}
