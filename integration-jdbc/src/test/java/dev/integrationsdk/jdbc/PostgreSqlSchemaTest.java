package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SharedServers;

class PostgreSqlSchemaTest extends SchemaContract {
    @Override
    Database database() {
        return SharedServers.postgreSql().create();
    }

    @Override
    String schema() {
        return "CURRENT_SCHEMA";
    }

    @Override
    String indexes() {
        return """
                SELECT indexdef FROM pg_indexes WHERE schemaname = CURRENT_SCHEMA ORDER BY 1""";
    }
}
