package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Product;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.contract.SchedulerContract;
import dev.integrationsdk.testkit.contract.SchedulerUnderTest;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class JdbcSchedulerContractTest implements SchedulerContract {
    private final Product product;

    JdbcSchedulerContractTest(Product product) {
        this.product = product;
    }

    @Override
    public SchedulerUnderTest scheduler(Runner runner, TurnableClock clock) {
        UrlSource source = new UrlSource(product.create());
        JdbcStore.in(source);
        return StartedScheduler.start(source, runner, clock);
    }
}
