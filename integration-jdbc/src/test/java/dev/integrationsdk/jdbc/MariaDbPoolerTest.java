package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.SharedServers;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.integrationsdk.databases.MariaDbServer#isAvailable",
        disabledReason = "MariaDB's server is not on the class path; the profile mariadb brings it")
class MariaDbPoolerTest extends Pooled {
    MariaDbPoolerTest() {
        super(SharedServers.mariaDb().create().with("useResetConnection=true"));
    }

    @Override
    String sessionNumber() {
        return "SELECT CONNECTION_ID()";
    }

    @Override
    String tell() {
        return "SET @told = 1";
    }

    @Override
    String stillKnown() {
        return "SELECT @told IS NOT NULL";
    }
}
