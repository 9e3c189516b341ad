package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Connectors;
import dev.integrationsdk.health.ConnectorHealth;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The whole engine in memory with a scripted remote, and the scheduler under test on top of it. */
final class ScheduledHost implements AutoCloseable {
    static final StreamId STREAM = stream("acme");

    static final Actor ADA = Actor.of("ada");

    /** Of a connector that is stored, and so can be shared, checked and changed. */
    static final ConnectorKey STORED = new ConnectorKey(TenantId.of("acme"), ConnectorId.of("stored"));

    final TurnableClock clock = TurnableClock.create();
    final InMemoryStore store = new InMemoryStore(clock);
    final FakeConnector remote = new FakeConnector();
    final Integrations integrations = Integrations.builder(store, store)
            .adapter(remote)
            .handler(FakeConnector.SYSTEM, FakeConnector.CONTACT, (changes, unit) -> Answers.allApplied())
            .retryPolicy(RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
            .access(AccessPolicy.ofOwnership((tenant, actor) -> actor.equals(ADA)))
            .clock(clock)
            .build();
    final SchedulerUnderTest tested;
    private final AtomicBoolean nextRoundFails = new AtomicBoolean();

    ScheduledHost(SchedulerContract contract) {
        for (String tenant : new String[] {"acme", "globex"}) {
            integrations
                    .connectors()
                    .declare(ConnectorConfig.of(TenantId.of(tenant), ConnectorId.of("crm"), FakeConnector.SYSTEM));
        }
        tested = contract.scheduler(
                new LentScheduling(integrations.scheduling()) {
                    @Override
                    public Health health() {
                        return new LentHealth(super.health()) {
                            @Override
                            public List<ConnectorHealth> checkDue(Duration olderThan, int limit) {
                                if (nextRoundFails.getAndSet(false)) {
                                    throw new IntegrationException(ErrorCode.STORE_UNAVAILABLE, "out of order");
                                }
                                return super.checkDue(olderThan, limit);
                            }
                        };
                    }
                },
                clock);
    }

    /** The next round of health checks fails. */
    void failNextRound() {
        nextRoundFails.set(true);
    }

    static ConnectorConfig stored() {
        return ConnectorConfig.builder(STORED.tenant(), STORED.id(), FakeConnector.SYSTEM)
                .name("stored")
                .build();
    }

    /** A stream of a connector that is created with this poll interval. */
    StreamId polling(Duration interval) {
        ConnectorConfig config = stored().toBuilder().pollInterval(interval).build();
        integrations.connectors().create(ADA, config);
        integrations.connectors().enable(ADA, STORED);
        return config.stream(FakeConnector.CONTACT, ScanKind.FULL);
    }

    void configure(ConnectorConfig config) {
        Connectors connectors = integrations.connectors();
        connectors.update(ADA, config, connectors.find(ADA, STORED).current().revision());
    }

    Instant lastCheck() {
        return integrations
                .health()
                .status(ADA, STORED)
                .connection()
                .flatMap(Connection::checkedAt)
                .orElse(Instant.MIN);
    }

    static StreamId stream(String tenant) {
        return ConnectorConfig.of(TenantId.of(tenant), ConnectorId.of("crm"), FakeConnector.SYSTEM).stream(
                FakeConnector.CONTACT, ScanKind.FULL);
    }

    /** In acme, the latest first. */
    List<AuditEntry.Act> acts() {
        return new ArrayList<>(integrations.audit().list(Actor.SYSTEM, STORED.tenant(), Long.MAX_VALUE, 100).stream()
                .map(AuditEntry::act)
                .toList());
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
        return tested.scheduler().find(Actor.SYSTEM, stream).orElseThrow();
    }

    @Override
    public void close() {
        tested.close();
        integrations.close();
    }
}
