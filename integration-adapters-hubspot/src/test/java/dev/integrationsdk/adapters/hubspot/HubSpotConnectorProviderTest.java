package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.AdapterCatalogue;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.settings.SettingProblem;
import dev.integrationsdk.spi.settings.Settings;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryTransaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HubSpotConnectorProviderTest {
    private static final SystemCode HUBSPOT = SystemCode.of(HubSpotConnectorProvider.SYSTEM_CODE);
    private static final EntityType CONTACT = EntityType.of("contact");

    @Test
    void isFoundByTheServiceLoaderAndDescribesItself() {
        AdapterCatalogue catalogue = AdapterCatalogue.discover(getClass().getClassLoader());

        ConnectorDescriptor descriptor =
                catalogue.variants(HUBSPOT).firstEntry().getValue().descriptor();

        assertThat(catalogue.problems()).isEmpty();
        assertThat(descriptor.entityTypes())
                .extracting(EntityType::value)
                .containsExactly(
                        "owner",
                        "deal_pipeline",
                        "deal_stage",
                        "ticket_pipeline",
                        "ticket_stage",
                        "company",
                        "contact",
                        "product",
                        "deal",
                        "ticket",
                        "line_item");
        assertThat(descriptor.capabilities()).contains(PullSource.class);
    }

    @Test
    void everyTypeSaysWhatItCanDoAndAnAccountsOwnTypesAreDescribedUnasked() {
        ConnectorDescriptor descriptor = new HubSpotConnectorProvider().descriptor();

        EntityTypeSpec contact = descriptor.entityType(CONTACT).orElseThrow();
        EntityTypeSpec owner = descriptor.entityType(EntityType.of("owner")).orElseThrow();

        assertThat(contact.scans()).containsExactlyInAnyOrder(ScanKind.FULL, ScanKind.INCREMENTAL, ScanKind.BACKFILL);
        assertThat(contact.writes()).hasSize(4);
        assertThat(contact.fields())
                .anySatisfy(field -> assertThat(field.usualName()).contains("surname"))
                .anySatisfy(field -> assertThat(field.name()).isEqualTo("associations.company"));
        assertThat(owner.scans()).containsExactly(ScanKind.FULL);
        assertThat(owner.writes()).isEmpty();
        assertThat(descriptor.entityType(EntityType.of("2-123"))).isPresent();
        assertThat(descriptor.entityType(EntityType.of("p77_car"))).isPresent();
        assertThat(descriptor.entityType(EntityType.of("car"))).isEmpty();
    }

    @Test
    void everyCapabilityThatIsDeclaredIsThere() {
        try (Portal portal = new Portal()) {
            Connector connector = new HubSpotConnectorProvider().open(portal.context);

            assertThat(new HubSpotConnectorProvider().descriptor().capabilities())
                    .allSatisfy(type -> assertThat(connector.capability(type)).isPresent());
        }
    }

    @Test
    void peopleAreAskedForScopesThatEveryPlanCanGrant() {
        OAuthSpec oauth = new HubSpotConnectorProvider().descriptor().oauth().orElseThrow();

        assertThat(oauth.scopes())
                .contains("oauth", "crm.objects.contacts.write")
                .noneMatch(scope -> scope.contains("custom"));
        assertThat(oauth.tokenUrl().getPath()).isEqualTo("/oauth/2026-03/token");
    }

    @Test
    void everySettingHasADefaultAndWrongOnesAreNamedTogether() {
        ConnectorDescriptor descriptor = new HubSpotConnectorProvider().descriptor();

        assertThat(Settings.problems(descriptor.settings(), Map.of())).isEmpty();
        assertThat(Settings.problems(
                        descriptor.settings(), Map.of("base-url", "hubapi", "api-version", "v1", "overlap", "5 min")))
                .extracting(SettingProblem::key)
                .containsExactly("api-version", "base-url", "overlap");
    }

    @Test
    void hostsRowsFollowThePortalThroughTheEngine() {
        try (Portal portal = new Portal();
                Rows rows = new Rows(portal)) {
            List<String> ids = portal.records.addGenerated("contacts", 230, 7);
            portal.clock.turn(Duration.ofHours(1));
            assertThat(rows.run(ScanKind.FULL).status()).isEqualTo(RunStatus.SUCCEEDED);
            portal.clock.turn(Duration.ofHours(1));
            portal.records.updateRecord("contacts", ids.get(3), Map.of("email", "changed@example.com"));
            portal.records.archive("contacts", ids.get(4));
            portal.records.merge("contacts", ids.get(5), ids.get(6));

            assertThat(rows.run(ScanKind.INCREMENTAL).status()).isEqualTo(RunStatus.SUCCEEDED);

            assertThat(rows.emails.values())
                    .containsExactlyInAnyOrderElementsOf(portal.emails().values());
        }
    }

    /** A host with one table: the address of each contact. */
    private static final class Rows implements EntityHandler, AutoCloseable {
        final Map<UUID, String> emails = new HashMap<>();
        private final ConnectorConfig connector;
        private final Integrations integrations;

        Rows(Portal portal) {
            InMemoryStore store = new InMemoryStore(portal.clock);
            connector = ConnectorConfig.of(TenantId.of("acme"), ConnectorId.of("crm"), HUBSPOT)
                    .withSetting(
                            HubSpotConnectorProvider.BASE_URL,
                            portal.simulator.baseUri().toString())
                    .onPremise();
            integrations = Integrations.builder(store, store)
                    .handler(HUBSPOT, CONTACT, this)
                    .credentials(config -> CredentialSet.token(Portal.TOKEN))
                    .clock(portal.clock)
                    .build();
            integrations.connectors().declare(connector);
        }

        JobRun run(ScanKind kind) {
            return integrations.run(connector.stream(CONTACT, kind));
        }

        @Override
        public Answers apply(List<InboundChange> changes, UnitOfWork unit) {
            InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
            for (InboundChange change : changes) {
                if (change.kind() == ChangeKind.UPSERTED) {
                    transaction.put(
                            emails,
                            change.internalId(),
                            change.attributes().text("email").orElse(""));
                } else {
                    transaction.remove(emails, change.internalId());
                }
            }
            return Answers.allApplied();
        }

        @Override
        public void close() {
            integrations.close();
        }
    }
}
