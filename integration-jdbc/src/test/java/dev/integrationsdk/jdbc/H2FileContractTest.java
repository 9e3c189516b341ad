package dev.integrationsdk.jdbc;

import dev.integrationsdk.testkit.contract.CheckpointRepositoryContract;
import dev.integrationsdk.testkit.contract.DeadLetterRepositoryContract;
import dev.integrationsdk.testkit.contract.JobRunRepositoryContract;
import dev.integrationsdk.testkit.contract.LeaseRepositoryContract;
import dev.integrationsdk.testkit.contract.MappingRepositoryContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2FileContractTest
        implements MappingRepositoryContract,
                CheckpointRepositoryContract,
                LeaseRepositoryContract,
                JobRunRepositoryContract,
                DeadLetterRepositoryContract {
    @TempDir
    Path folder = Path.of("set by JUnit");

    private UrlSource source = new UrlSource("");

    @Override
    public StoreUnderTest store() {
        source = new UrlSource(H2Store.file(folder));
        return H2Store.in(source);
    }

    @AfterEach
    void shutDown() {
        H2Store.execute(source, "SHUTDOWN");
    }
}
