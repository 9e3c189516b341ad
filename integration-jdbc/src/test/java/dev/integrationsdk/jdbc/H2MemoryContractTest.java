package dev.integrationsdk.jdbc;

import dev.integrationsdk.testkit.contract.StoreContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;

class H2MemoryContractTest implements StoreContract {
    @Override
    public StoreUnderTest store() {
        return JdbcStore.in(new UrlSource(JdbcStore.memory()));
    }
}
