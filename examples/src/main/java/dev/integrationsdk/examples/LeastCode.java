package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.testkit.hubspot.HubSpotSimulator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import org.h2.jdbcx.JdbcConnectionPool;

/** The least code that syncs one entity type: HubSpot's contacts into a table of one's own. */
public final class LeastCode {
    // tag::least[]
    public static void main(String[] args) throws Exception {
        JdbcConnectionPool dataSource = JdbcConnectionPool.create(
                "jdbc:h2:mem:least;INIT=CREATE TABLE IF NOT EXISTS contact (id UUID PRIMARY KEY, email VARCHAR)",
                "",
                "");
        EntityHandler contacts = EntityHandler.each((change, unit) -> {
            boolean isThere = change.kind() == ChangeKind.UPSERTED;
            String sql = isThere ? "MERGE INTO contact (id, email) VALUES (?, ?)" : "DELETE FROM contact WHERE id = ?";
            try (PreparedStatement write = unit.unwrap(Connection.class).prepareStatement(sql)) {
                write.setObject(1, change.internalId());
                if (isThere) {
                    write.setString(2, change.attributes().text("email").orElse(null));
                }
                write.execute();
            }
        });
        SystemCode hubspot = SystemCode.of("hubspot");
        EntityType contact = EntityType.of("contact");
        JdbcRepositories repositories = JdbcRepositories.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        var builder = Integrations.builder(repositories, JdbcTransactionRunner.of(dataSource))
                .handler(hubspot, contact, contacts)
                .credentials(connector -> CredentialSet.token(HubSpotSimulator.DEFAULT_TOKEN));
        try (HubSpotSimulator remote = HubSpotSimulator.builder().start();
                Integrations integrations = builder.build()) {
            remote.portal().addGenerated("contacts", 250, 1);
            ConnectorConfig crm = ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), hubspot)
                    .withSetting("base-url", remote.baseUri().toString())
                    .onPremise();
            integrations.connectors().declare(crm);
            System.out.println(
                    integrations.run(crm.stream(contact, ScanKind.FULL)).counts());
        }
    }
}
