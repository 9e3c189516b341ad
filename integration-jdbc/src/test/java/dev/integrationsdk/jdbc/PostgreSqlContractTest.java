package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.testkit.contract.StoreContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;

class PostgreSqlContractTest implements StoreContract {
    @Override
    public StoreUnderTest store() {
        return JdbcStore.emptied(Shared.DATABASE);
    }

    /** One database for all tests: to make one takes longer than a test. */
    private static final class Shared {
        static final UrlSource DATABASE =
                new UrlSource(SharedServers.postgreSql().create());
    }
}
