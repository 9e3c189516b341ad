package dev.integrationsdk.examples;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.record.Attributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A table of customers, written by a handler and read by a feed. Immutable. */
final class CustomerTable implements EntityHandler, EntityFeed {
    static final String DDL = "CREATE TABLE IF NOT EXISTS customer (id UUID PRIMARY KEY, name VARCHAR)";

    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) throws SQLException {
        for (InboundChange change : changes) {
            boolean isThere = change.kind() == ChangeKind.UPSERTED;
            String sql = isThere ? "MERGE INTO customer (id, name) VALUES (?, ?)" : "DELETE FROM customer WHERE id = ?";
            try (PreparedStatement write = unit.unwrap(Connection.class).prepareStatement(sql)) {
                write.setObject(1, change.internalId());
                if (isThere) {
                    write.setString(2, change.attributes().text("name").orElse(null));
                }
                write.execute();
            }
        }
        return Answers.allApplied();
    }

    // tag::feed[]
    @Override
    public Map<UUID, HostRecord> load(Collection<UUID> ids, UnitOfWork unit) throws SQLException {
        Map<UUID, HostRecord> found = new HashMap<>();
        String sql = "SELECT id, name FROM customer WHERE id = ANY(?)";
        try (PreparedStatement read = unit.unwrap(Connection.class).prepareStatement(sql)) {
            read.setObject(1, ids.toArray());
            ResultSet rows = read.executeQuery();
            while (rows.next()) {
                Attributes row =
                        Attributes.builder().put("name", rows.getString("name")).build();
                found.put(rows.getObject("id", UUID.class), HostRecord.of(row));
            }
        }
        return found;
    }
    // end::feed[]
}
