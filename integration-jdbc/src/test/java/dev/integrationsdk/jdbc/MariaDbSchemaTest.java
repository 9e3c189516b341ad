package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.SharedServers;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.integrationsdk.databases.MariaDbServer#isAvailable",
        disabledReason = "MariaDB's server is not on the class path; the profile mariadb brings it")
class MariaDbSchemaTest extends SchemaContract {
    @Override
    Database database() {
        return SharedServers.mariaDb().create().with("allowMultiQueries=true");
    }

    @Override
    String schema() {
        return "DATABASE()";
    }

    @Override
    String indexes() {
        return """
                SELECT table_name, column_name, seq_in_index, non_unique, collation
                  FROM information_schema.statistics WHERE table_schema = DATABASE()
                 ORDER BY table_name, index_name, seq_in_index""";
    }
}
