package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.scan.ReconcilePlan;
import dev.integrationsdk.scan.Reconciliation;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.testkit.TimelineConnector;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.h2.jdbcx.JdbcConnectionPool;

import static dev.integrationsdk.testkit.TimelineConnector.CONTACT;

/** Finds what has drifted apart, shows it, and brings this side back to what the remote holds. */
public final class ReconcileAndRepair {
    private ReconcileAndRepair() {}

    public static void main(String[] args) throws SQLException {
        System.out.println(run().found() + " is left");
    }

    static ReconcilePlan run() throws SQLException {
        JdbcConnectionPool dataSource =
                JdbcConnectionPool.create("jdbc:h2:mem:reconcile;INIT=" + CustomerTable.DDL, "", "");
        JdbcRepositories repositories = JdbcRepositories.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        TimelineConnector remote = new TimelineConnector(Clock.systemUTC());
        for (int i = 0; i < 250; i++) {
            remote.put("customer-" + i, "Customer " + i, Instant.now().minus(Duration.ofHours(1)));
        }
        ConnectorConfig crm = ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), TimelineConnector.SYSTEM);
        CustomerTable customers = new CustomerTable();
        try (Integrations integrations = Integrations.builder(repositories, JdbcTransactionRunner.of(dataSource))
                        .adapter(remote)
                        .handler(TimelineConnector.SYSTEM, CONTACT, customers)
                        .feed(TimelineConnector.SYSTEM, CONTACT, customers)
                        .build();
                Connection somebody = dataSource.getConnection();
                Statement edit = somebody.createStatement()) {
            integrations.connectors().declare(crm);
            integrations.run(crm.stream(CONTACT, ScanKind.FULL));
            edit.execute("UPDATE customer SET name = 'edited' WHERE name LIKE '%7'");
            edit.execute("DELETE FROM customer WHERE name LIKE '%8'");
            remote.remove("customer-9");
            return repaired(integrations.reconciliation(), crm.scope(CONTACT));
        } finally {
            dataSource.dispose();
        }
    }

    // tag::reconcile[]
    private static ReconcilePlan repaired(Reconciliation reconciliation, EntityScope scope) {
        ReconcilePlan plan = reconciliation.compare(Actor.SYSTEM, scope);
        System.out.println(plan.found());
        plan.findings().stream().limit(10).forEach(System.out::println);
        JobRun repair = reconciliation.repairHere(Actor.SYSTEM, plan);
        System.out.println(repair.summary());
        return reconciliation.compare(Actor.SYSTEM, scope);
    }
    // end::reconcile[]
}
