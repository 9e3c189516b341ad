package dev.integrationsdk.jdbc;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.health.ConnectorHealth;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.contract.LentHealth;
import dev.integrationsdk.testkit.contract.LentScheduling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

import static dev.integrationsdk.testkit.FakeConnector.CONTACT;

/** One of several processes that share a database: engine, scripted remote, scheduler, and a clock of its own. */
final class Member implements AutoCloseable {
    static final StreamId STREAM = stream("acme");

    private static final EntityHandler CONTACTS = EntityHandler.each((change, unit) -> {
        try (PreparedStatement insert =
                unit.unwrap(Connection.class).prepareStatement("INSERT INTO contact (external_id) VALUES (?)")) {
            insert.setString(1, change.externalId().value());
            insert.executeUpdate();
        }
    });

    final TurnableClock clock;
    final CountDownLatch committed = new CountDownLatch(1);
    final AtomicInteger rounds = new AtomicInteger();
    volatile Runnable onRound = () -> {};
    final CountDownLatch cancelled = new CountDownLatch(1);
    final FakeConnector remote = new FakeConnector();
    final Integrations integrations;
    final StartedScheduler started;

    private Member(DataSource dataSource, Instant begin, UnaryOperator<JdbcScheduler.Builder> settings) {
        clock = TurnableClock.at(begin);
        integrations = Integrations.builder(
                        JdbcRepositories.builder(dataSource)
                                .schemaMode(SchemaMode.MIGRATE)
                                .build(),
                        JdbcTransactionRunner.of(dataSource))
                .adapter(remote)
                .handler(FakeConnector.SYSTEM, CONTACT, CONTACTS)
                .limits(RunLimits.ofDefaults().withPagesPerCommit(1))
                .retryPolicy(RetryPolicy.ofDefaults().withDelays(Duration.ofMillis(1), Duration.ofMillis(2)))
                .clock(clock)
                .listener(new IntegrationListener() {
                    @Override
                    public void progressed(JobRun run) {
                        committed.countDown();
                    }
                })
                .build();
        for (String tenant : List.of("acme", "globex")) {
            integrations.connectors().declare(connector(tenant));
        }
        Scheduling watched = new LentScheduling(integrations.scheduling()) {
            @Override
            public Runner runner() {
                return new Watched();
            }

            @Override
            public Health health() {
                return new LentHealth(super.health()) {
                    @Override
                    public List<ConnectorHealth> checkDue(Duration olderThan, int limit) {
                        rounds.incrementAndGet();
                        onRound.run();
                        return super.checkDue(olderThan, limit);
                    }
                };
            }
        };
        started = StartedScheduler.start(
                dataSource, watched, clock, builder -> settings.apply(builder.withoutHealthChecks()));
    }

    static Member start(DataSource dataSource, Instant begin) {
        return start(dataSource, begin, UnaryOperator.identity());
    }

    /** @param begin of its clock */
    static Member start(DataSource dataSource, Instant begin, UnaryOperator<JdbcScheduler.Builder> settings) {
        JdbcStore.execute(dataSource, "CREATE TABLE IF NOT EXISTS contact (external_id VARCHAR(64) PRIMARY KEY)");
        return new Member(dataSource, begin, settings);
    }

    private static ConnectorConfig connector(String tenant) {
        return ConnectorConfig.of(TenantId.of(tenant), ConnectorId.of("crm"), FakeConnector.SYSTEM);
    }

    static StreamId stream(String tenant) {
        return connector(tenant).stream(CONTACT, ScanKind.FULL);
    }

    static Change contact(String id) {
        return Change.upserted(ExternalRecord.of(
                ExternalId.of(id), Attributes.builder().put("name", id).build()));
    }

    Scheduler scheduler() {
        return started.scheduler();
    }

    ScheduledStream shown(StreamId stream) {
        return scheduler().find(Actor.SYSTEM, stream).orElseThrow();
    }

    long runs(StreamId stream) {
        return integrations.inspection(Actor.SYSTEM).runs(stream.scope(), 1_000).size();
    }

    /** What this remote does the next time that it is asked for this page, before it answers as it would have. */
    void onPage(int index, Runnable action) {
        remote.answerOnPage(index, request -> {
            action.run();
            return PullPage.more(List.of(contact("id-" + index)), SyncCheckpoint.of(1, Integer.toString(index + 1)));
        });
    }

    @Override
    public void close() {
        started.close();
        integrations.close();
    }

    /** The engine, which says when it is told to stop. */
    private final class Watched implements Runner {
        @Override
        public JobRun run(RunRequest request) {
            return integrations.run(request);
        }

        @Override
        public boolean cancel(StreamId stream) {
            boolean heard = integrations.cancel(stream);
            cancelled.countDown();
            return heard;
        }

        @Override
        public void close() {
            integrations.close();
        }
    }
}
