package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.testkit.FakeConnector;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduledContactsTest {
    @Test
    void aCustomersContactsHaveTwoSchedules() {
        JdbcConnectionPool dataSource = JdbcConnectionPool.create("jdbc:h2:mem:scheduled", "", "");
        JdbcRepositories repositories = JdbcRepositories.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        ConnectorConfig connector =
                ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), FakeConnector.SYSTEM);
        try (Integrations integrations = Integrations.builder(repositories, JdbcTransactionRunner.of(dataSource))
                .adapter(new FakeConnector())
                .handler(FakeConnector.SYSTEM, FakeConnector.CONTACT, (changes, unit) -> Answers.allApplied())
                .build()) {
            integrations.connectors().declare(connector);
            try (Scheduler scheduler = ScheduledContacts.start(dataSource, integrations, connector)) {
                assertThat(scheduler.list(Actor.SYSTEM, connector.tenant(), 10))
                        .extracting(ScheduledStream::schedule)
                        .extracting(Object::toString)
                        .containsExactly("cron 30 3 * * * Europe/Berlin", "every PT5M");
            }
        }
    }
}
