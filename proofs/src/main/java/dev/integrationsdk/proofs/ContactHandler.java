package dev.integrationsdk.proofs;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes contacts, one row a record, and counts in each row how often it was changed. Thread-safe. */
public final class ContactHandler implements EntityHandler {
    private final Runnable amidRows;

    public ContactHandler() {
        this(() -> {});
    }

    /** @param amidRows called when half of a page's rows are written */
    ContactHandler(Runnable amidRows) {
        this.amidRows = amidRows;
    }

    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) throws SQLException {
        write(unit.unwrap(Connection.class), changes);
        return Answers.allApplied();
    }

    /** On any connection. */
    void write(Connection connection, List<InboundChange> changes) throws SQLException {
        for (int i = 0; i < changes.size(); i++) {
            if (i == changes.size() / 2) {
                amidRows.run();
            }
            write(connection, changes.get(i));
        }
    }

    private static void write(Connection connection, InboundChange change) throws SQLException {
        String sql = change.isNew()
                ? "INSERT INTO contact (name, state, tenant, id, changes) VALUES (?, ?, ?, ?, 0)"
                : "UPDATE contact SET name = ?, state = ?, changes = changes + 1 WHERE tenant = ? AND id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, change.attributes().text("name").orElse(null));
            statement.setString(2, change.attributes().text("state").orElse(null));
            statement.setString(3, change.scope().tenant().value());
            statement.setObject(4, change.internalId());
            statement.executeUpdate();
        }
    }
}
