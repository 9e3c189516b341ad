package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.testkit.FakeConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TenantMappingsTest {
    private static final ConnectorConfig ACME = connector("acme");
    private static final ConnectorConfig GLOBEX = connector("globex");

    private final List<Attributes> rows = new ArrayList<>();

    private static ConnectorConfig connector(String tenant) {
        return ConnectorConfig.of(TenantId.of(tenant), ConnectorId.of("crm"), FakeConnector.SYSTEM);
    }

    private Integrations host() {
        JdbcConnectionPool dataSource = JdbcConnectionPool.create("jdbc:h2:mem:tenantmappings", "", "");
        JdbcRepositories repositories = JdbcRepositories.builder(dataSource)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        Attributes ada = Attributes.of(Map.of(
                "email", "ada@example.com",
                "lastname", " Lovelace ",
                "nachname", "King",
                "birthday", "10.12.1815",
                "role", "owner"));
        FakeConnector remote =
                new FakeConnector().page(new Change.Upserted(ExternalRecord.of(ExternalId.of("1"), ada)));
        return Integrations.builder(repositories, JdbcTransactionRunner.of(dataSource))
                .adapter(remote)
                .handler(
                        FakeConnector.SYSTEM,
                        FakeConnector.CONTACT,
                        (changes, unit) -> {
                            changes.forEach(change -> rows.add(change.attributes()));
                            return Answers.allApplied();
                        },
                        TenantMappings.contacts())
                .hostSchema(FakeConnector.SYSTEM, FakeConnector.CONTACT, TenantMappings.contactRows())
                .build();
    }

    private Attributes imported(Integrations integrations, ConnectorConfig connector) {
        rows.clear();
        JobRun run = integrations.run(connector.stream(FakeConnector.CONTACT, ScanKind.FULL));
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    @Test
    void oneTenantsOverridesArePreviewedSavedUsedAndRolledBack() {
        try (Integrations integrations = host()) {
            integrations.connectors().declare(ACME);
            integrations.connectors().declare(GLOBEX);
            EntityScope contacts = new EntityScope(ACME.tenant(), ACME.id(), FakeConnector.CONTACT);

            assertThat(save(integrations, contacts, Map.of("born_on", "birthday | date")))
                    .isFalse();
            assertThat(save(integrations, contacts, Map.of())).isTrue();
            assertThat(save(integrations, contacts, Map.of("surname", "nachname")))
                    .isTrue();

            assertThat(imported(integrations, ACME).text("surname")).contains("King");
            assertThat(imported(integrations, GLOBEX).text("surname")).contains("Lovelace");
            TenantMappings.goBack(integrations, Actor.SYSTEM, contacts, 1);
            assertThat(imported(integrations, ACME).text("surname")).contains("Lovelace");
            assertThat(rows.get(0).text("role")).contains("GUEST");
        }
    }

    private static boolean save(Integrations integrations, EntityScope contacts, Map<String, String> overrides) {
        return TenantMappings.saveIfAllCanBeMapped(integrations, Actor.SYSTEM, contacts, overrides);
    }
}
