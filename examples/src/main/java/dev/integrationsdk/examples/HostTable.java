package dev.integrationsdk.examples;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One table of the host, and how records of one entity type are written to it: a page at a time. */
final class HostTable implements EntityHandler {
    static final SystemCode HUBSPOT = SystemCode.of("hubspot");
    static final int COLUMN_LENGTH = 200;
    static final SystemCode LDAP = SystemCode.of("ldap");

    /** In the order in which they are read: what others refer to comes first. */
    static final List<HostTable> ALL = List.of(
            new HostTable(HUBSPOT, "company", Map.of("name", "name", "domain", "domain", "city", "city")),
            new HostTable(
                    HUBSPOT,
                    "contact",
                    Map.of("email", "email", "firstname", "first_name", "lastname", "last_name", "phone", "phone")),
            new HostTable(HUBSPOT, "deal", Map.of("dealname", "name", "amount", "amount", "dealstage", "stage")),
            new HostTable(LDAP, "user", Map.of("uid", "login", "cn", "full_name", "mail", "mail", "title", "title")),
            new HostTable(LDAP, "group", Map.of("cn", "name")));

    private final SystemCode system;
    private final EntityType entityType;
    private final List<String> columns;
    private final Map<String, String> fields;
    private final FieldMapping mapping;

    private HostTable(SystemCode system, String entityType, Map<String, String> columnsByField) {
        this.system = system;
        this.entityType = EntityType.of(entityType);
        this.fields = columnsByField;
        this.columns = columnsByField.values().stream().sorted().toList();
        FieldMapping.Builder fields = FieldMapping.builder();
        columnsByField.forEach(fields::field);
        this.mapping = fields.build();
    }

    SystemCode system() {
        return system;
    }

    EntityType entityType() {
        return entityType;
    }

    FieldMapping mapping() {
        return mapping;
    }

    /** The host's column by the remote's field. */
    Map<String, String> fields() {
        return fields;
    }

    List<String> columns() {
        return columns;
    }

    String name() {
        return "host_" + entityType;
    }

    String createStatement() {
        return "CREATE TABLE IF NOT EXISTS " + name()
                + " (id UUID PRIMARY KEY, tenant VARCHAR(64) NOT NULL, "
                + columns.stream()
                        .map(column -> column + " VARCHAR(" + COLUMN_LENGTH + ")")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    // tag::handler[]
    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) throws SQLException {
        List<InboundChange> gone = new ArrayList<>();
        List<InboundChange> present = new ArrayList<>();
        for (InboundChange change : changes) {
            if (change.kind() == ChangeKind.UPSERTED) {
                present.add(change);
            } else if (change.kind() != ChangeKind.REKEYED) {
                gone.add(change);
            }
        }
        Connection connection = unit.unwrap(Connection.class);
        delete(connection, gone);
        insert(connection, update(connection, present));
        return Answers.allApplied();
    }
    // end::handler[]

    private void delete(Connection connection, List<InboundChange> changes) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + name() + " WHERE id = ?")) {
            for (InboundChange change : changes) {
                delete.setObject(1, change.internalId());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /** Returns those that have no row yet: new ones, and those whose row was deleted earlier. */
    private List<InboundChange> update(Connection connection, List<InboundChange> changes) throws SQLException {
        List<InboundChange> missing = new ArrayList<>();
        List<InboundChange> existing = new ArrayList<>();
        for (InboundChange change : changes) {
            (change.isNew() ? missing : existing).add(change);
        }
        String assignments = columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
        String sql = "UPDATE " + name() + " SET " + assignments + " WHERE id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (InboundChange change : existing) {
                setColumns(update, 1, change);
                update.setObject(columns.size() + 1, change.internalId());
                update.addBatch();
            }
            int[] rows = update.executeBatch();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] == 0) {
                    missing.add(existing.get(i));
                }
            }
        }
        return missing;
    }

    private void insert(Connection connection, List<InboundChange> changes) throws SQLException {
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + name() + " (id, tenant, " + String.join(", ", columns) + ") VALUES (?, ?, "
                + marks + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (InboundChange change : changes) {
                insert.setObject(1, change.internalId());
                insert.setString(2, change.scope().tenant().value());
                setColumns(insert, 3, change);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void setColumns(PreparedStatement statement, int first, InboundChange change) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            statement.setString(
                    first + i, change.attributes().text(columns.get(i)).orElse(null));
        }
    }
}
