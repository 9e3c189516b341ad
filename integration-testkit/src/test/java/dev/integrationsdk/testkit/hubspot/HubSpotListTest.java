package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.testkit.TurnableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HubSpotListTest {
    private static final String CONTACTS = "/crm/objects/2026-03/contacts";

    private final TurnableClock clock = TurnableClock.at(Instant.parse("2026-03-05T10:00:00.123Z"));
    private final HubSpotSimulator simulator =
            HubSpotSimulator.builder().clock(clock).start();
    private final SimulatedPortal portal = simulator.portal();
    private final SimulatorClient client = new SimulatorClient(simulator, HubSpotSimulator.DEFAULT_TOKEN);

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @Test
    void followingTheCursorReadsEveryRecordOnce() throws Exception {
        List<String> added = portal.addGenerated("contacts", 251, 7);

        assertThat(idsOfAllPages(CONTACTS + "?limit=100")).isEqualTo(added);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/objects/2026-03/contacts",
                "/crm/objects/2026-09/0-1",
                "/crm/v3/objects/contacts",
                "/crm/v3/objects/0-1"
            })
    void everyFormOfThePathAnswers(String path) throws Exception {
        String id = portal.addRecord("contacts", Map.of("email", "a@b.example"));

        assertThat(SimulatorClient.json(client.get(path)).at("/results/0/id").asText())
                .isEqualTo(id);
    }

    @Test
    void tenRecordsComeWithoutALimit() throws Exception {
        portal.addGenerated("companies", 11, 7);

        JsonNode page = SimulatorClient.json(client.get("/crm/objects/2026-03/companies"));

        assertThat(page.path("results")).hasSize(10);
        assertThat(page.at("/paging/next/after").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=101", "limit=0", "limit=x", "after=!"})
    void parameterOutOfRangeIsAValidationError(String query) throws Exception {
        HttpResponse<String> response = client.get(CONTACTS + "?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(SimulatorClient.json(response).path("category").asText()).isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void unsetPropertyIsNullAndUnknownOneIsIgnored() throws Exception {
        portal.addRecord("contacts", Map.of("email", "a@b.example"));

        JsonNode properties = SimulatorClient.json(client.get(CONTACTS + "?properties=email,phone,nonsense"))
                .at("/results/0/properties");

        assertThat(properties.path("email").asText()).isEqualTo("a@b.example");
        assertThat(properties.path("phone").isNull()).isTrue();
        assertThat(properties.has("nonsense")).isFalse();
        assertThat(properties.has("firstname")).isFalse();
    }

    @Test
    void smallDefaultSetComesWithoutProperties() throws Exception {
        portal.addRecord("contacts", Map.of("email", "a@b.example", "favourite", "blue"));

        JsonNode properties = SimulatorClient.json(client.get(CONTACTS)).at("/results/0/properties");

        assertThat(properties.fieldNames())
                .toIterable()
                .containsExactly("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname");
    }

    @Test
    void dealsCarryTheOtherModifiedProperty() throws Exception {
        portal.addRecord("deals", Map.of("dealname", "One"));

        JsonNode record =
                SimulatorClient.json(client.get("/crm/objects/2026-03/deals")).at("/results/0");

        assertThat(record.at("/properties/hs_lastmodifieddate").asText())
                .isEqualTo(record.path("updatedAt").asText())
                .isEqualTo("2026-03-05T10:00:00.123Z");
        assertThat(record.at("/properties/lastmodifieddate").isMissingNode()).isTrue();
    }

    @Test
    void archiveMovesTheRecordAndLeavesItsModifiedDate() throws Exception {
        String id = portal.addRecord("contacts", Map.of("email", "a@b.example"));
        Instant created = clock.instant();
        clock.turn(Duration.ofHours(1));
        portal.archive("contacts", id);

        JsonNode live = SimulatorClient.json(client.get(CONTACTS));
        JsonNode archived =
                SimulatorClient.json(client.get(CONTACTS + "?archived=true")).at("/results/0");

        assertThat(live.path("results")).isEmpty();
        assertThat(archived.path("archived").asBoolean()).isTrue();
        assertThat(archived.path("updatedAt").asText()).isEqualTo(created.toString());
        assertThat(archived.path("archivedAt").asText())
                .isEqualTo(clock.instant().toString());
    }

    @Test
    void mergeCreatesAThirdRecordAndBothOldIdsReachIt() throws Exception {
        String primary = portal.addRecord("contacts", Map.of("email", "a@b.example"));
        String other = portal.addRecord("contacts", Map.of("email", "c@d.example", "lastname", "Doe"));

        String survivor = portal.merge("contacts", primary, other);

        assertThat(idsOfAllPages(CONTACTS + "?limit=10")).containsExactly(survivor);
        JsonNode read = SimulatorClient.json(
                client.get(CONTACTS + "/" + other + "?properties=email,lastname,hs_merged_object_ids"));
        assertThat(read.path("id").asText()).isEqualTo(survivor);
        assertThat(read.at("/properties/hs_merged_object_ids").asText()).isEqualTo(primary + ";" + other);
        assertThat(read.at("/properties/email").asText()).isEqualTo("a@b.example");
        assertThat(read.at("/properties/lastname").asText()).isEqualTo("Doe");
    }

    @Test
    void chainOfMergesIsCumulative() {
        String first = portal.addRecord("companies", Map.of("name", "1"));
        String second = portal.addRecord("companies", Map.of("name", "2"));
        String third = portal.addRecord("companies", Map.of("name", "3"));

        String survivor = portal.merge("companies", third, portal.merge("companies", first, second));

        HubSpotRecord record = portal.records("companies").get(0);
        assertThat(record.id()).isEqualTo(survivor);
        assertThat(record.properties().get("hs_merged_object_ids")).startsWith(third + ";" + first + ";" + second);
    }

    @Test
    void everyCharacterSurvivesTheWire() throws Exception {
        String text = "𠮷 \"quoted\" \\ \n\t\u0001 ́é عبد <>&";
        portal.addRecord("contacts", Map.of("lastname", text));

        assertThat(SimulatorClient.json(client.get(CONTACTS))
                        .at("/results/0/properties/lastname")
                        .asText())
                .isEqualTo(text);
    }

    @Test
    void givenIdAndDatesAreTakenOver() throws Exception {
        String id = portal.addRecord(
                "companies",
                Map.of(
                        "hs_object_id", "77",
                        "createdate", "2020-01-01T00:00:00Z",
                        "hs_lastmodifieddate", "2021-01-01T00:00:00.5Z"));

        HubSpotRecord record = portal.records("companies").get(0);

        assertThat(id).isEqualTo("77").isEqualTo(record.id());
        assertThat(record.createdAt()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(record.updatedAt()).isEqualTo("2021-01-01T00:00:00.5Z");
    }

    @Test
    void updateMovesTheModifiedDateAndEmptyTextClears() {
        String id = portal.addRecord("contacts", Map.of("lastname", "Doe", "firstname", "Jo"));
        clock.turn(Duration.ofMinutes(1));

        portal.updateRecord("contacts", id, Map.of("lastname", "", "shoe_size", "43"));

        HubSpotRecord record = portal.records("contacts").get(0);
        assertThat(record.updatedAt()).isEqualTo(clock.instant());
        assertThat(record.properties())
                .doesNotContainKey("lastname")
                .containsEntry("firstname", "Jo")
                .containsEntry("shoe_size", "43");
    }

    @Test
    void privacyDeletionLeavesNoTrace() throws Exception {
        String id = portal.addRecord("contacts", Map.of("lastname", "Doe"));

        portal.deleteForPrivacy("contacts", id);

        assertThat(client.get(CONTACTS + "/" + id).statusCode()).isEqualTo(404);
        assertThat(portal.records("contacts")).isEmpty();
        assertThat(portal.archivedRecords("contacts")).isEmpty();
    }

    private List<String> idsOfAllPages(String path) throws Exception {
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = SimulatorClient.json(client.get(path + after));
            page.path("results").forEach(record -> ids.add(record.path("id").asText()));
            String next = page.at("/paging/next/after").asText();
            after = next.isEmpty() ? "" : "&after=" + SimulatorClient.escaped(next);
        } while (!after.isEmpty());
        return ids;
    }
}
