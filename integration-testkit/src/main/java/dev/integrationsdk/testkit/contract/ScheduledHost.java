package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The whole engine in memory with a scripted remote, and the scheduler under test on top of it. */
final class ScheduledHost implements AutoCloseable {
    static final StreamId STREAM = stream("acme");

    final TurnableClock clock = TurnableClock.create();
    final InMemoryStore store = new InMemoryStore(clock);
    final FakeConnector remote = new FakeConnector();
    final Integrations integrations = Integrations.builder(store, store)
            .adapter(remote)
            .handler(FakeConnector.SYSTEM, FakeConnector.CONTACT, (changes, unit) -> Answers.allApplied())
            .retryPolicy(RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
            .clock(clock)
            .build();
    final SchedulerUnderTest tested;

    ScheduledHost(SchedulerContract contract) {
        for (String tenant : new String[] {"acme", "globex"}) {
            integrations
                    .connectors()
                    .declare(ConnectorConfig.of(TenantId.of(tenant), ConnectorId.of("crm"), FakeConnector.SYSTEM));
        }
        tested = contract.scheduler(integrations, clock);
    }

    static StreamId stream(String tenant) {
        return ConnectorConfig.of(TenantId.of(tenant), ConnectorId.of("crm"), FakeConnector.SYSTEM).stream(
                FakeConnector.CONTACT, ScanKind.FULL);
    }

    /** What the remote does while it is asked, before it answers with nothing. */
    void duringNextRun(Consumer<PullRequest> action) {
        remote.answerOnPage(0, request -> {
            action.accept(request);
            return PullPage.last(List.of(), SyncCheckpoint.of(1, "0"), Completeness.COMPLETE);
        });
    }

    /** Turns the clock and lets what is due be run. */
    void turn(Duration by) {
        clock.turn(by);
        tested.settle();
    }

    int runs(StreamId stream) {
        return integrations.inspection(Actor.SYSTEM).runs(stream.scope(), 1_000).size();
    }

    ScheduledStream shown(StreamId stream) {
        return tested.scheduler().find(stream).orElseThrow();
    }

    @Override
    public void close() {
        tested.close();
        integrations.close();
    }
}
