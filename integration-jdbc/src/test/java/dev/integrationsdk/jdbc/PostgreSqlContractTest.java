package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.testkit.contract.StoreContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;

class PostgreSqlContractTest implements StoreContract {
    @Override
    public StoreUnderTest store() {
        return JdbcStore.in(new UrlSource(SharedServers.postgreSql().create()));
    }
}
