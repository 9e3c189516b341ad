package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Database;

class H2SchemaTest extends SchemaContract {
    @Override
    Database database() {
        return new Database("h2", JdbcStore.memory(), "sa", "");
    }

    @Override
    String schema() {
        return "CURRENT_SCHEMA";
    }

    @Override
    String indexes() {
        return """
                SELECT table_name, column_name, ordinal_position, ordering_specification, is_unique
                  FROM information_schema.index_columns WHERE table_name LIKE 'INTEGRATION%'
                 ORDER BY table_name, index_name, ordinal_position""";
    }
}
