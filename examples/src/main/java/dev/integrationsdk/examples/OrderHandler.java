package dev.integrationsdk.examples;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host whose rows have numeric keys, and which wants to join its orders with their external ids: both tables are its
 * own, and both are written in the page's transaction.
 */
final class OrderHandler implements EntityHandler {
    // tag::tables[]
    static final List<String> TABLES = List.of("""
            CREATE TABLE orders (
                id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                internal_id UUID NOT NULL UNIQUE,
                name VARCHAR(20) NOT NULL)""", """
            CREATE TABLE hubspot_order_link (
                order_id BIGINT PRIMARY KEY REFERENCES orders (id),
                tenant VARCHAR(64) NOT NULL,
                connector VARCHAR(64) NOT NULL,
                external_id VARCHAR(512) NOT NULL,
                UNIQUE (tenant, connector, external_id))""");
    // end::tables[]

    // tag::handler[]
    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) throws SQLException {
        Connection connection = unit.unwrap(Connection.class);
        Answers answers = Answers.allApplied();
        for (InboundChange change : changes) {
            switch (change.kind()) {
                case UPSERTED -> {
                    write(connection, change);
                    link(connection, change);
                }
                case REKEYED -> link(connection, change);
                case DELETED, MERGED -> delete(connection, change);
                default -> answers.rejected(change, "orders know no change of kind " + change.kind());
            }
        }
        return answers;
    }

    private static void write(Connection connection, InboundChange change) throws SQLException {
        String sql = change.isNew()
                ? "INSERT INTO orders (name, internal_id) VALUES (?, ?)"
                : "UPDATE orders SET name = ? WHERE internal_id = ?";
        execute(connection, sql, change.attributes().text("name").orElse(null), change.internalId());
    }

    private static void link(Connection connection, InboundChange change) throws SQLException {
        int known = execute(
                connection,
                "UPDATE hubspot_order_link SET external_id = ?"
                        + " WHERE order_id = (SELECT id FROM orders WHERE internal_id = ?)",
                change.externalId().value(),
                change.internalId());
        if (known == 0) {
            execute(
                    connection,
                    "INSERT INTO hubspot_order_link (order_id, tenant, connector, external_id)"
                            + " SELECT id, ?, ?, ? FROM orders WHERE internal_id = ?",
                    change.scope().tenant().value(),
                    change.scope().connector().value(),
                    change.externalId().value(),
                    change.internalId());
        }
    }
    // end::handler[]

    private static void delete(Connection connection, InboundChange change) throws SQLException {
        execute(
                connection,
                "DELETE FROM hubspot_order_link WHERE order_id = (SELECT id FROM orders WHERE internal_id = ?)",
                change.internalId());
        execute(connection, "DELETE FROM orders WHERE internal_id = ?", change.internalId());
    }

    private static int execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
