package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.testkit.TimelineConnector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;

/** Reads last month anew, day by day, while the live scan goes on. */
public final class BackfillWhileLive {
    private BackfillWhileLive() {}

    public static void main(String[] args) {
        run().forEach(run -> System.out.println(run.summary()));
    }

    static List<JobRun> run() {
        JdbcConnectionPool dataSource =
                JdbcConnectionPool.create("jdbc:h2:mem:backfill;INIT=" + CustomerTable.DDL, "", "");
        JdbcRepositories repositories = JdbcRepositories.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        TimelineConnector remote = new TimelineConnector(Clock.systemUTC());
        Instant today = Instant.now();
        for (int day = 30; day > 0; day--) {
            remote.put("customer-" + day, "Customer " + day, today.minus(Duration.ofDays(day)));
        }
        ConnectorConfig crm = ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), TimelineConnector.SYSTEM);
        try (Integrations integrations = Integrations.builder(repositories, JdbcTransactionRunner.of(dataSource))
                .adapter(remote)
                .handler(TimelineConnector.SYSTEM, TimelineConnector.CONTACT, new CustomerTable())
                .build()) {
            integrations.connectors().declare(crm);
            return backfill(integrations, crm.stream(TimelineConnector.CONTACT, ScanKind.INCREMENTAL), today);
        } finally {
            dataSource.dispose();
        }
    }

    // tag::backfill[]
    private static List<JobRun> backfill(Integrations integrations, StreamId live, Instant until) {
        List<JobRun> runs = new ArrayList<>();
        for (int daysAgo = 30; daysAgo > 0; daysAgo -= 10) {
            PullRange range =
                    new PullRange(until.minus(Duration.ofDays(daysAgo)), until.minus(Duration.ofDays(daysAgo - 10L)));
            runs.add(integrations.run(RunRequest.backfill(live, range)));
            runs.add(integrations.run(live));
        }
        return runs;
    }
    // end::backfill[]
}
