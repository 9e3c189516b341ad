package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.mapping.EffectiveMapping;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.mapping.FieldMappings;
import dev.integrationsdk.mapping.FieldRule;
import dev.integrationsdk.mapping.HostSchema;
import dev.integrationsdk.mapping.MappingCheck;
import dev.integrationsdk.mapping.MappingOrigin;
import dev.integrationsdk.mapping.PreviewedRecord;
import dev.integrationsdk.mapping.UnknownValue;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.TurnableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tenants say otherwise of the host's field mapping. */
class FieldMappingsTest {
    private static final TenantId ACME = TenantId.of("acme");
    private static final TenantId GLOBEX = TenantId.of("globex");
    private static final Actor ADA = Actor.SYSTEM;
    private static final String ROLES = "role | pull | choice admin=ADMIN user=USER else GUEST";

    private final TurnableClock clock = TurnableClock.create();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final FakeConnector remote = new FakeConnector();
    private final List<Attributes> applied = new ArrayList<>();
    private final Integrations integrations = Integrations.builder(store, store)
            .adapter(remote)
            .handler(
                    FakeConnector.SYSTEM,
                    FakeConnector.CONTACT,
                    (changes, unit) -> {
                        changes.stream().map(InboundChange::attributes).forEach(applied::add);
                        return Answers.allApplied();
                    },
                    FieldMapping.builder()
                            .field("email", "mail")
                            .rule(FieldRule.of("lastname", "surname"))
                            .build())
            .hostSchema(
                    FakeConnector.SYSTEM,
                    FakeConnector.CONTACT,
                    HostSchema.empty()
                            .withRequired(Field.of("mail", FieldType.TEXT))
                            .with(Field.of("surname", FieldType.TEXT))
                            .with(Field.of("role", FieldType.CHOICE)
                                    .withOptions(List.of(
                                            new Field.Option("ADMIN", "administrator"),
                                            new Field.Option("USER", "user"),
                                            new Field.Option("GUEST", "guest"))))
                            .with(Field.of("age", FieldType.INTEGER)))
            .clock(clock)
            .nanoTime(clock::nanoTime)
            .build();
    private final FieldMappings mappings = integrations.fieldMappings();

    FieldMappingsTest() {
        for (TenantId tenant : List.of(ACME, GLOBEX)) {
            integrations.connectors().declare(config(tenant));
        }
        remote.page(person("1", "admin"), person("2", "root"));
    }

    @AfterEach
    void close() {
        integrations.close();
    }

    private static ConnectorConfig config(TenantId tenant) {
        return ConnectorConfig.of(tenant, ConnectorId.of("crm"), FakeConnector.SYSTEM);
    }

    private static EntityScope scope(TenantId tenant) {
        return new EntityScope(tenant, ConnectorId.of("crm"), FakeConnector.CONTACT);
    }

    private static Change person(String id, String role) {
        return new Change.Upserted(ExternalRecord.of(
                ExternalId.of(id),
                Attributes.of(Map.of("email", id + "@example.com", "lastname", "No " + id, "role", role))));
    }

    private List<Attributes> run(TenantId tenant) {
        applied.clear();
        assertThat(integrations
                        .run(config(tenant).stream(FakeConnector.CONTACT, ScanKind.FULL))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
        return List.copyOf(applied);
    }

    @Test
    void theNextRunUsesWhatATenantHasSavedAndOtherTenantsDoNot() {
        mappings.save(ADA, scope(ACME), Map.of("role", ROLES, "surname", "off"), 0);

        assertThat(run(ACME).get(0).names()).containsExactly("mail", "role");
        assertThat(remote.requests().get(0).fields()).containsExactlyInAnyOrder("email", "role");
        assertThat(run(GLOBEX).get(0).names()).containsExactly("mail", "surname");

        mappings.remove(ADA, scope(ACME));
        assertThat(run(ACME).get(0).names()).containsExactly("mail", "surname");
    }

    @Test
    void theEffectiveMappingSaysWhereEachRuleComesFrom() {
        mappings.save(ADA, scope(ACME), Map.of("surname", "lastname | trim"), 0);

        EffectiveMapping effective = mappings.effective(ADA, scope(ACME));

        assertThat(effective.origins()).isEqualTo(Map.of("mail", MappingOrigin.HOST, "surname", MappingOrigin.TENANT));
        assertThat(effective.mapping().fields()).containsEntry("surname", "lastname | trim");
    }

    @Test
    void everyProblemIsNamedAtOnceAndNothingIsSaved() {
        Map<String, String> wrong = Map.of(
                "surname", "lastname | frobnicate",
                "mail", "off",
                "age", "constant '7'",
                "role", "role | choice admin=ROOT",
                "shoe", "shoe_size");

        MappingCheck check = mappings.validate(ADA, scope(ACME), wrong);

        assertThat(check.problems().toString())
                .contains("surname: has a step that is not known")
                .contains("mail: is required by the host, and nothing is pulled into it")
                .contains("age: gets text, where the host wants integer: it needs a converter")
                .contains("role: the host has no 'ROOT'")
                .contains("role: the choice table does not know the host's 'ADMIN', 'GUEST', 'USER'")
                .contains("shoe: is not a field of the host");
        assertThat(check.unchecked()).anyMatch(what -> what.contains("shoe_size"));
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> mappings.save(ADA, scope(ACME), wrong, 0))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .withMessageContaining("shoe: is not a field of the host");
        assertThat(mappings.history(ADA, scope(ACME), Long.MAX_VALUE, 9)).isEmpty();
    }

    @Test
    void previewShowsTheHostsShapeOrTheProblemOfRealRecordsAndWritesNothing() {
        remote.page(person("3", "user"));

        List<PreviewedRecord> shown = mappings.preview(ADA, scope(ACME), Map.of("role", ROLES), 100);
        List<PreviewedRecord> broken =
                mappings.preview(ADA, scope(ACME), Map.of("role", "role | choice admin=ADMIN user=USER"), 2);

        assertThat(shown).hasSize(3);
        assertThat(shown.get(1).unknown()).containsExactly(new UnknownValue("role", "root", "GUEST"));
        assertThat(shown.get(0).host().orElseThrow().text("role")).contains("ADMIN");
        assertThat(broken).hasSize(2);
        assertThat(broken.get(0).problem()).isEmpty();
        assertThat(broken.get(1).problem().orElseThrow())
                .contains("role (is not one of the choices)")
                .doesNotContain("root");
        assertThat(applied).isEmpty();
        assertThat(integrations.inspection(ADA).runs(scope(ACME), 9)).isEmpty();
        assertThat(mappings.history(ADA, scope(ACME), Long.MAX_VALUE, 9)).isEmpty();
    }

    @Test
    void whoHasSeenAnEarlierVersionChangesNothing() {
        mappings.save(ADA, scope(ACME), Map.of("role", ROLES), 0);

        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> mappings.save(ADA, scope(ACME), Map.of(), 0))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTOR_CHANGED));
    }

    @Test
    void anEarlierVersionIsRestoredAsANewOne() {
        mappings.save(ADA, scope(ACME), Map.of("role", ROLES), 0);
        mappings.remove(ADA, scope(ACME));

        FieldMappingVersion restored = mappings.restore(ADA, scope(ACME), 1);

        assertThat(restored.revision()).isEqualTo(3);
        assertThat(run(ACME).get(0).names()).containsExactly("mail", "role", "surname");
        assertThat(mappings.history(ADA, scope(ACME), Long.MAX_VALUE, 9))
                .extracting(FieldMappingVersion::revision)
                .containsExactly(3L, 2L, 1L);
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> mappings.restore(ADA, scope(ACME), 9))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
}
