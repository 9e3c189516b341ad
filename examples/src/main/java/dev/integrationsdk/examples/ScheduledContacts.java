package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.jdbc.JdbcScheduler;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import java.time.Duration;
import java.time.ZoneId;
import javax.sql.DataSource;

/** Keeps a customer's contacts up to date: what changed every five minutes, everything once a night. */
final class ScheduledContacts {
    private ScheduledContacts() {}

    // tag::schedule[]
    static Scheduler start(DataSource dataSource, Integrations integrations, ConnectorConfig connector) {
        EntityType contact = EntityType.of("contact");
        Scheduler scheduler =
                JdbcScheduler.builder(dataSource, integrations.scheduling()).build();
        scheduler.put(
                Actor.SYSTEM, connector.stream(contact, ScanKind.INCREMENTAL), Schedule.every(Duration.ofMinutes(5)));
        scheduler.put(
                Actor.SYSTEM,
                connector.stream(contact, ScanKind.FULL),
                Schedule.cron("30 3 * * *", ZoneId.of("Europe/Berlin")));
        scheduler.start();
        return scheduler;
    }
    // end::schedule[]
}
