package dev.integrationsdk.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What a current connector and a version of one have in common. The configuration is JSON, complete but for the names
 * that have columns of their own.
 */
final class ConnectorColumns {
    static final List<String> KEY = List.of("tenant_id", "connector_id", "revision");
    static final List<String> OTHERS = List.of("system_code", "status", "config", "changed_by", "changed_at");

    private static final String SETTINGS = "settings";
    private static final String ON_PREMISE = "onPremise";

    private final ObjectMapper json = new ObjectMapper();
    private final Table table;

    ConnectorColumns(Table table) {
        this.table = table;
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
                .bind("config", written(version.config()))
                .bind("changed_by", version.changedBy().value())
                .bind("changed_at", Columns.at(version.changedAt()));
    }

    private String written(ConnectorConfig config) {
        ObjectNode document = json.createObjectNode();
        ObjectNode settings = document.putObject(SETTINGS);
        new TreeMap<>(config.settings()).forEach(settings::put);
        document.put(ON_PREMISE, config.isOnPremise());
        return document.toString();
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
        JsonNode document = document(text);
        ConnectorConfig config = ConnectorConfig.of(key.tenant(), key.id(), system);
        for (Map.Entry<String, JsonNode> setting : document.get(SETTINGS).properties()) {
            config = config.withSetting(setting.getKey(), setting.getValue().textValue());
        }
        return document.get(ON_PREMISE).booleanValue() ? config.onPremise() : config;
    }

    /** What this version would not write back is an error: the next change would lose it. */
    private JsonNode document(String text) {
        try {
            JsonNode document = json.readTree(text);
            Set<String> names = new HashSet<>();
            document.fieldNames().forEachRemaining(names::add);
            if (names.equals(Set.of(SETTINGS, ON_PREMISE))
                    && document.get(ON_PREMISE).isBoolean()
                    && document.get(SETTINGS).isObject()
                    && document.get(SETTINGS).valueStream().allMatch(JsonNode::isTextual)) {
                return document;
            }
        } catch (JsonProcessingException unreadable) {
            throw table.failed("config is not JSON");
        }
        throw table.failed("config is not what this version of the library writes; was it written by a newer one?");
    }
}
