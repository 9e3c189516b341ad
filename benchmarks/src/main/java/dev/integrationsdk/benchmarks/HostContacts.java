package dev.integrationsdk.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The host's own table, and the batches by which both contenders write it. Confined to one transaction's thread. */
final class HostContacts implements AutoCloseable {
    static final String CREATE = """
            CREATE TABLE contact (
                id UUID PRIMARY KEY,
                tenant VARCHAR(64) NOT NULL,
                email VARCHAR(200),
                first_name VARCHAR(200),
                last_name VARCHAR(200),
                phone VARCHAR(200)
            )""";
    private static final String INSERT =
            "INSERT INTO contact (email, first_name, last_name, phone, id, tenant) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "UPDATE contact SET email = ?, first_name = ?, last_name = ?, phone = ? WHERE id = ?";

    private final String tenant;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private int inserts;
    private int updates;

    HostContacts(Connection connection, String tenant) throws SQLException {
        this.tenant = tenant;
        this.insert = connection.prepareStatement(INSERT);
        this.update = connection.prepareStatement(UPDATE);
    }

    void insert(UUID id, Row row) throws SQLException {
        bind(insert, id, row);
        insert.setString(6, tenant);
        insert.addBatch();
        inserts++;
    }

    void update(UUID id, Row row) throws SQLException {
        bind(update, id, row);
        update.addBatch();
        updates++;
    }

    private static void bind(PreparedStatement statement, UUID id, Row row) throws SQLException {
        statement.setString(1, row.email());
        statement.setString(2, row.firstName());
        statement.setString(3, row.lastName());
        statement.setString(4, row.phone());
        statement.setObject(5, id);
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
        insert.close();
        update.close();
    }

    /** What the host keeps of a contact. */
    interface Row {
        @Nullable
        String email();

        @Nullable
        String firstName();

        @Nullable
        String lastName();

        @Nullable
        String phone();
    }
}
