package dev.integrationsdk.jdbc;

import dev.integrationsdk.testkit.contract.StoreContract;
import dev.integrationsdk.testkit.contract.StoreUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class H2FileContractTest implements StoreContract {
    @TempDir
    Path folder = Path.of("set by JUnit");

    private UrlSource source = new UrlSource("");

    @Override
    public StoreUnderTest store() {
        source = new UrlSource(JdbcStore.file(folder));
        return JdbcStore.in(source);
    }

    @AfterEach
    void shutDown() {
        JdbcStore.execute(source, "SHUTDOWN");
    }
}
