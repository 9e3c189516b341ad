package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.schema.EntitySchema;
import dev.integrationsdk.spi.schema.SchemaDiscovery;
import dev.integrationsdk.testkit.hubspot.RecordedRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Values, their names, and what belongs together. */
class PropertyPitfallsTest {
    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    private Map<String, String> manyProperties() {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            properties.put("ein_ziemlich_langer_name_" + i, "value " + i);
        }
        portal.records.addRecord("contacts", properties);
        return properties;
    }

    @Test
    void P21_addressStaysShortHoweverManyPropertiesAreWanted() {
        Map<String, String> properties = manyProperties();

        portal.contacts().fields(properties.keySet()).full();

        assertThat(portal.simulator.requests())
                .extracting(RecordedRequest::method)
                .containsExactly("GET", "POST");
        assertThat(portal.simulator.requests().get(0).query().toString().length())
                .isLessThan(6_000);
    }

    @Test
    void P22_noPropertyIsDroppedToFit() {
        Map<String, String> properties = manyProperties();

        Attributes read = only(portal.contacts().fields(properties.keySet()).full());

        properties.forEach((name, value) -> assertThat(read.text(name)).contains(value));
    }

    @Test
    void P23_valuesReadApartFromTheListingAreJoinedByIdAndNotByPosition() {
        Map<String, String> properties = manyProperties();
        for (int i = 0; i < 40; i++) {
            portal.records.addRecord("contacts", Map.of("ein_ziemlich_langer_name_7", "other " + i));
        }

        Mirror mirror = Mirror.of(portal.contacts().fields(properties.keySet()).full());

        assertThat(mirror.values("ein_ziemlich_langer_name_7"))
                .isEqualTo(Mirror.values(portal.records.records("contacts"), "ein_ziemlich_langer_name_7"));
    }

    @Test
    void P24_namesOfPropertiesAreJoinedByCommas() {
        portal.contacts().fields(Set.of("email", "phone")).full();

        assertThat(portal.simulator.requests().get(0).query())
                .containsEntry("properties", "email,hs_merged_object_ids,hs_object_id,lastmodifieddate,phone");
    }

    @Test
    void P25_descriptionThatFailsIsNoReasonToReadLess() {
        try (Portal all = new Portal(habits -> habits, Map.of("properties", "all"))) {
            all.addContact("ann@example.com");
            all.simulator
                    .faults()
                    .next(1)
                    .onPath("/properties/")
                    .status(
                            403,
                            "application/json",
                            "{\"category\":\"MISSING_SCOPES\",\"errors\":[{\"context\":{\"requiredGranularScopes\":"
                                    + "[\"crm.schemas.contacts.read\"]}}]}");

            IntegrationException failure = all.contacts().failure(ScanKind.FULL);

            assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(failure).hasMessageContaining("crm.schemas.contacts.read");
        }
    }

    @Test
    void P26_oddValuesAreKeptAsTheyCameAndFailNothing() {
        Map<String, String> odd = Map.of(
                "active", "false",
                "amount", "3092727991;3881228353",
                "born", "2000-00-00",
                "stamp", "1767225600000.0",
                "text", " x ");
        portal.records.addRecord("deals", odd);

        Attributes read = only(portal.scanner("deal").fields(odd.keySet()).full());

        odd.forEach((name, value) -> assertThat(read.text(name)).contains(value));
    }

    @Test
    void P27_stageHistoryIsFoundByAskingAndNotByAKnownName() {
        portal.records.defineProperty("deals", "hs_v2_date_entered_closedwon", "datetime");

        assertThat(schema("deal").field("hs_v2_date_entered_closedwon")).isPresent();
        assertThat(schema("deal").field("hs_date_entered_closedwon")).isEmpty();
    }

    @Test
    void P28_optionsThatComeFromElsewhereForbidNothing() {
        String deal = portal.records.addRecord("deals", Map.of("dealname", "x"));

        var outcome = new Pusher(portal, "deal")
                .with(Pusher.update("1", deal, Pusher.put("dealstage", "a-stage-of-this-portal")))
                .push()
                .get("1");

        assertThat(schema("deal").field("dealstage").orElseThrow().options()).isEmpty();
        assertThat(Pusher.word(outcome)).isEqualTo("applied");
    }

    @Test
    void P29_everyPropertyOfTheAccountIsDescribedAndCanBeRead() {
        portal.records.addRecord("contacts", Map.of("one_of_ours", "x"));
        try (Portal all = new Portal(habits -> habits, Map.of("properties", "all"))) {
            all.records.addRecord("contacts", Map.of("one_of_ours", "x"));

            assertThat(schema("contact").field("one_of_ours")).isPresent();
            assertThat(only(all.contacts().full()).text("one_of_ours")).contains("x");
        }
    }

    @Test
    void P30_dayIsWrittenWithoutATime() {
        portal.records.defineProperty("contacts", "born", "date");
        String id = portal.addContact("ann@example.com");

        var outcome = new Pusher(portal, "contact")
                .with(Pusher.update("1", id, Pusher.put("born", Instant.parse("2026-03-10T22:18:55.865Z"))))
                .push()
                .get("1");

        assertThat(Pusher.word(outcome)).isEqualTo("applied");
        assertThat(portal.records.records("contacts").get(0).properties()).containsEntry("born", "2026-03-10");
    }

    @Test
    void P31_allAssociationsOfARecordAreReadPageByPage() {
        String ann = portal.addContact("ann@example.com");
        List<String> companies = portal.records.addGenerated("companies", 1_203, 7);
        companies.forEach(company -> portal.records.associate("contacts", ann, "companies", company));

        Attributes read =
                only(portal.contacts().fields(Set.of("associations.company")).full());

        assertThat(read.texts("associations.company")).containsExactlyElementsOf(companies);
    }

    @Test
    void P32_pagingOfAssociationsThatTurnsInACircleIsAnError() {
        String ann = portal.addContact("ann@example.com");
        portal.simulator
                .faults()
                .always()
                .onPath("/associations/")
                .status(
                        200,
                        "application/json",
                        "{\"results\":[{\"from\":{\"id\":\"" + ann
                                + "\"},\"to\":[{\"toObjectId\":1}],\"paging\":{\"next\":{\"after\":\"1\"}}}]}");

        assertThat(portal.contacts()
                        .fields(Set.of("associations.company"))
                        .failure(ScanKind.FULL)
                        .code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void P33_associationsAreAskedForInBatchesThatEveryLimitSoFarAllowed() {
        portal.records.addGenerated("contacts", 250, 7);

        portal.contacts().fields(Set.of("associations.company")).full();

        assertThat(portal.requestsTo("/contacts/companies/batch/read")).isEqualTo(3);
    }

    @Test
    void P34_expiredTokenOfAnAssociationCallIsNotTakenForNoAssociations() {
        portal.addContact("ann@example.com");
        portal.simulator.faults().next(1).onPath("/associations/").status(401);

        assertThat(portal.contacts()
                        .fields(Set.of("associations.company"))
                        .failure(ScanKind.FULL)
                        .code())
                .isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
    }

    @Test
    void P35_idOfAnAssociationIsTheSameBeItTextOrNumber() {
        String ann = portal.addContact("ann@example.com");
        portal.simulator
                .faults()
                .next(1)
                .onPath("/associations/")
                .status(
                        200,
                        "application/json",
                        "{\"results\":[{\"from\":{\"id\":\"" + ann
                                + "\"},\"to\":[{\"toObjectId\":30000000001},{\"toObjectId\":\"30000000001\"}]}]}");

        Attributes read =
                only(portal.contacts().fields(Set.of("associations.company")).full());

        assertThat(read.texts("associations.company")).containsExactly("30000000001");
    }

    @Test
    void P36_pairOfTypesThatIsForbiddenIsLeftOutAndTheRestIsRead() {
        portal.addContact("ann@example.com");
        portal.records.grantOnly(Set.of("crm.objects.contacts.read"));

        Attributes read = only(portal.contacts()
                .fields(Set.of("email", "associations.company"))
                .full());

        assertThat(read.text("email")).contains("ann@example.com");
        assertThat(read.contains("associations.company")).isFalse();
    }

    private EntitySchema schema(String type) {
        return portal.capability(SchemaDiscovery.class).describe(portal.call()).stream()
                .filter(schema -> schema.entityType().equals(EntityType.of(type)))
                .findFirst()
                .orElseThrow();
    }

    private static Attributes only(List<PullPage> pages) {
        return Optional.of(Mirror.of(pages).records)
                .filter(records -> records.size() == 1)
                .map(records -> records.values().iterator().next())
                .orElseThrow();
    }
}
