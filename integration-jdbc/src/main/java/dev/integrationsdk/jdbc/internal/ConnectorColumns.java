package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorFields;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What a current connector and a version of one have in common. The configuration stands by its fields, complete but
 * for the names that have columns of their own.
 */
final class ConnectorColumns {
    static final List<String> KEY = List.of("tenant_id", "connector_id", "revision");
    static final List<String> OTHERS = List.of("system_code", "status", "config", "changed_by", "changed_at");

    private final Table table;
    private final TextFields config;

    ConnectorColumns(Table table) {
        this.table = table;
        config = new TextFields(table, "config");
    }

    static <S extends SqlStatement<S>> S bind(S statement, ConnectorKey key) {
        return statement
                .bind("tenant_id", key.tenant().value())
                .bind("connector_id", key.id().value());
    }

    <S extends SqlStatement<S>> S bind(S statement, ConnectorVersion version) {
        return bind(statement, version.key())
                .bind("revision", version.revision())
                .bind("system_code", version.config().system().value())
                .bind("status", version.status().name())
                .bind("config", TextFields.written(version.config().fields()))
                .bind("changed_by", version.changedBy().value())
                .bind("changed_at", Columns.at(version.changedAt()));
    }

    ConnectorVersion read(ResultSet row) throws SQLException {
        ConnectorKey key = new ConnectorKey(
                TenantId.of(row.getString("tenant_id")), ConnectorId.of(row.getString("connector_id")));
        return new ConnectorVersion(
                config(key, SystemCode.of(row.getString("system_code")), row.getString("config")),
                table.constant(ConnectorStatus.class, "status", row.getString("status")),
                row.getLong("revision"),
                Actor.of(row.getString("changed_by")),
                Columns.instant(row, "changed_at"));
    }

    private ConnectorConfig config(ConnectorKey key, SystemCode system, String text) {
        try {
            return ConnectorFields.parse(key, system, config.read(text));
        } catch (IllegalArgumentException unknown) {
            throw config.foreign();
        }
    }
}
