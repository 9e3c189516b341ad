package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.testkit.contract.StoreContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.integrationsdk.databases.MariaDbServer#isAvailable",
        disabledReason = "MariaDB's server is not on the class path; the profile mariadb brings it")
class MariaDbContractTest implements StoreContract {
    @Override
    public StoreUnderTest store() {
        return JdbcStore.emptied(Shared.DATABASE);
    }

    /** One database for all tests: to make one takes longer than a test. */
    private static final class Shared {
        static final UrlSource DATABASE = new UrlSource(SharedServers.mariaDb().create());
    }
}
