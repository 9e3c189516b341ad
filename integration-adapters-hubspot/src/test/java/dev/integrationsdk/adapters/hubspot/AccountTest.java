package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.oauth.AccountIdentity;
import dev.integrationsdk.spi.probe.Finding;
import dev.integrationsdk.spi.probe.Probe;
import dev.integrationsdk.spi.schema.EntitySchema;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import dev.integrationsdk.spi.schema.SchemaDiscovery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What an account says of itself. */
class AccountTest {
    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void propertiesAreDescribedWithTheirTypesOptionsAndUsualNames() {
        portal.records.defineProperty("contacts", "born", "date");
        portal.records.defineProperty("contacts", "subscribed", "bool");
        portal.records.defineOptions("contacts", "colours", true, "red", "blue");

        EntitySchema contact = schemas().get("contact");

        assertThat(field(contact, "born").type()).isEqualTo(FieldType.DATE);
        assertThat(field(contact, "subscribed").type()).isEqualTo(FieldType.BOOLEAN);
        assertThat(field(contact, "createdate").type()).isEqualTo(FieldType.INSTANT);
        assertThat(field(contact, "createdate").isReadOnly()).isTrue();
        assertThat(field(contact, "lastname").usualName()).contains("surname");
        assertThat(field(contact, "colours").isMultiple()).isTrue();
        assertThat(field(contact, "colours").isCustom()).isTrue();
        assertThat(field(contact, "colours").options())
                .extracting(Field.Option::value)
                .containsExactly("red", "blue");
        assertThat(field(contact, "associations.company").type()).isEqualTo(FieldType.REFERENCE);
    }

    @Test
    void typesThatTheAccountHasAddedAreDescribedToo() {
        String car = portal.records.addCustomType("car");

        assertThat(field(schemas().get(car), "name").type()).isEqualTo(FieldType.TEXT);
        assertThat(field(schemas().get("contact"), "associations." + car).type())
                .isEqualTo(FieldType.REFERENCE);
    }

    @Test
    void typeWithoutItsScopeIsUnavailableAndTheOthersAreDescribed() {
        portal.records.grantOnly(Set.of("oauth", "crm.objects.contacts.read"));

        Map<String, EntitySchema> schemas = schemas();

        assertThat(described(schemas, "deal").unavailable().orElseThrow()).contains("crm.objects.deals.read");
        assertThat(described(schemas, "deal").fields()).isEmpty();
        assertThat(described(schemas, "contact").unavailable()).isEmpty();
    }

    @Test
    void descriptionThatFailsIsNotGuessed() {
        portal.simulator.faults().always().onPath("/properties/").status(500);

        assertThat(catchThrowableOfType(IntegrationException.class, this::schemas)
                        .code())
                .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void checkSaysWhoseAccountItIsWhatIsMissingAndWhatIsLeft() {
        try (Portal limited = new Portal(habits -> habits.portalId(4_711).callsPerDay(1_000), Map.of())) {
            limited.records.grantOnly(Set.of(
                    "oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.objects.deals.read"));

            Map<String, Finding> findings = findings(limited, "contact", "deal", "owner");

            assertThat(found(findings, "portal").detail()).isEqualTo("4711");
            assertThat(found(findings, "read contact").problem()).isEmpty();
            assertThat(found(findings, "write contact").problem()).isEmpty();
            assertThat(found(findings, "read deal").problem()).isEmpty();
            assertThat(found(findings, "write deal").detail()).contains("crm.objects.deals.write");
            assertThat(found(findings, "read owner").problem()).contains(ErrorCode.PERMISSION_DENIED);
            assertThat(found(findings, "read owner").detail()).contains("crm.objects.owners.read");
            assertThat(found(findings, "quota").detail()).matches("99\\d of 1000 calls are left today\\.");
        }
    }

    @Test
    void checkNeverThrowsForABadAccount() {
        portal.context.token = "pat-eu1-wrong";

        Map<String, Finding> findings = findings(portal, "contact");

        assertThat(found(findings, "reachable").problem()).isEmpty();
        assertThat(found(findings, "authenticated").problem()).contains(ErrorCode.AUTHENTICATION_FAILED);
        assertThat(found(findings, "read contact").problem()).contains(ErrorCode.AUTHENTICATION_FAILED);
    }

    @Test
    void checkChangesNothing() {
        portal.addContact("ann@example.com");

        findings(portal, "contact", "company", "deal");

        assertThat(portal.simulator.requests())
                .filteredOn(request -> !request.path().endsWith("access-token-info"))
                .allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void identityIsThatOfTheTokenThatIsAskedAbout() {
        portal.context.token = "pat-eu1-the-connectors-own";

        String account = portal.capability(AccountIdentity.class).accountOf(Secret.of(Portal.TOKEN), portal.call());

        assertThat(account).isEqualTo(Long.toString(portal.records.portalId()));
        assertThat(portal.records.portalId()).isGreaterThan(Integer.MAX_VALUE);
    }

    private Map<String, EntitySchema> schemas() {
        Map<String, EntitySchema> schemas = new HashMap<>();
        List<EntitySchema> described = portal.capability(SchemaDiscovery.class).describe(portal.call());
        described.forEach(schema -> schemas.put(schema.entityType().value(), schema));
        return schemas;
    }

    private static Finding found(Map<String, Finding> findings, String subject) {
        return Optional.ofNullable(findings.get(subject)).orElseThrow();
    }

    private static EntitySchema described(Map<String, EntitySchema> schemas, String type) {
        return Optional.ofNullable(schemas.get(type)).orElseThrow();
    }

    private static Field field(@Nullable EntitySchema schema, String name) {
        return Optional.ofNullable(schema).flatMap(known -> known.field(name)).orElseThrow();
    }

    private static Map<String, Finding> findings(Portal portal, String... types) {
        Set<EntityType> entityTypes = new TreeSet<>();
        List.of(types).forEach(type -> entityTypes.add(EntityType.of(type)));
        Map<String, Finding> findings = new HashMap<>();
        portal.capability(Probe.class)
                .check(entityTypes, portal.call())
                .forEach(finding -> findings.put(finding.subject(), finding));
        return findings;
    }
}
