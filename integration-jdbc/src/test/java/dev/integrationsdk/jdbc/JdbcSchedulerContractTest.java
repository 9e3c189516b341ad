package dev.integrationsdk.jdbc;

import dev.integrationsdk.run.Runner;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.contract.SchedulerContract;
import dev.integrationsdk.testkit.contract.SchedulerUnderTest;

class JdbcSchedulerContractTest implements SchedulerContract {
    @Override
    public SchedulerUnderTest scheduler(Runner runner, TurnableClock clock) {
        UrlSource source = new UrlSource(H2Store.memory());
        H2Store.in(source);
        return StartedScheduler.start(source, runner, clock);
    }
}
