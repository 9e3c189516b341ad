package dev.integrationsdk.jdbc;

import dev.integrationsdk.testkit.contract.CheckpointRepositoryContract;
import dev.integrationsdk.testkit.contract.DeadLetterRepositoryContract;
import dev.integrationsdk.testkit.contract.JobRunRepositoryContract;
import dev.integrationsdk.testkit.contract.LeaseRepositoryContract;
import dev.integrationsdk.testkit.contract.MappingRepositoryContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;

class H2MemoryContractTest
        implements MappingRepositoryContract,
                CheckpointRepositoryContract,
                LeaseRepositoryContract,
                JobRunRepositoryContract,
                DeadLetterRepositoryContract {
    @Override
    public StoreUnderTest store() {
        return H2Store.in(new UrlSource(H2Store.memory()));
    }
}
