package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HubSpotWriteTest {
    private static final String CONTACTS = "/crm/objects/2026-03/contacts";
    private static final String ASSOCIATIONS = "/crm/associations/2026-03/contacts/companies";

    private final HubSpotSimulator simulator = HubSpotSimulator.builder().start();
    private final SimulatedPortal portal = simulator.portal();
    private final SimulatorClient client = new SimulatorClient(simulator, HubSpotSimulator.DEFAULT_TOKEN);

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @Test
    void tracedBatchIsAnsweredInPartAndNamesWhatItRefused() throws Exception {
        String taken = portal.addRecord("contacts", Map.of("email", "ann@example.com"));

        HttpResponse<String> response = client.post(
                CONTACTS + "/batch/create",
                inputs(
                        "{\"objectWriteTraceId\":\"1\",\"properties\":{\"email\":\"new@example.com\"}}",
                        "{\"objectWriteTraceId\":\"2\",\"properties\":{\"email\":\"ANN@example.com\"}}",
                        "{\"objectWriteTraceId\":\"3\",\"properties\":{\"nosuch\":\"x\"}}"));

        JsonNode body = SimulatorClient.json(response);
        assertThat(response.statusCode()).isEqualTo(207);
        assertThat(body.at("/results/0/objectWriteTraceId").asText()).isEqualTo("1");
        assertThat(body.at("/errors/0/context/objectWriteTraceId/0").asText()).isEqualTo("2");
        assertThat(body.at("/errors/0/message").asText()).endsWith("Existing ID: " + taken);
        assertThat(body.at("/errors/1/category").asText()).isEqualTo("VALIDATION_ERROR");
        assertThat(portal.records("contacts")).hasSize(2);
    }

    @Test
    void batchWithoutTraceIdsIsRefusedAsAWhole() throws Exception {
        HttpResponse<String> response = client.post(
                CONTACTS + "/batch/create",
                inputs(
                        "{\"properties\":{\"email\":\"a@example.com\"}}",
                        "{\"properties\":{\"email\":\"A@example.com\"}}"));

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(portal.records("contacts")).isEmpty();
    }

    @Test
    void wholeBatchOfCreatesIsAnsweredWith201() throws Exception {
        assertThat(client.post(CONTACTS + "/batch/create", inputs("{\"properties\":{\"email\":\"a@example.com\"}}"))
                        .statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "born,2026-03-10,200",
        "born,1773100800000,200",
        "born,2026-03-10T22:18:55.865Z,400",
        "born,2000-00-00,400",
        "score,17.5,200",
        "score,'1,700',400",
        "colours,red;blue,200",
        "colours,red;pink,400",
        "colours,'',200",
        "createdate,2026-03-10T00:00:00Z,400",
        "lastname,x,200"
    })
    void valuesAreTakenAsHubSpotTakesThem(String property, String value, int status) throws Exception {
        portal.defineProperty("contacts", "born", "date");
        portal.defineProperty("contacts", "score", "number");
        portal.defineOptions("contacts", "colours", true, "red", "blue");
        String id = portal.addRecord("contacts", Map.of("lastname", "Doe"));

        HttpResponse<String> response = client.send(client.request(CONTACTS + "/" + id)
                .method("PATCH", BodyPublishers.ofString("{\"properties\":{\"" + property + "\":\"" + value + "\"}}")));

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void updateByAddressWithoutIdPropertyChangesNothingAndSaysNothing() throws Exception {
        portal.addRecord("contacts", Map.of("email", "ann@example.com"));

        HttpResponse<String> response = client.post(
                CONTACTS + "/batch/update", inputs("{\"id\":\"ann@example.com\",\"properties\":{\"phone\":\"1\"}}"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(portal.records("contacts").get(0).properties()).doesNotContainKey("phone");
    }

    @Test
    void updateByAPropertyThatIsNotUniqueIsRefused() throws Exception {
        String id = portal.addRecord("contacts", Map.of("email", "ann@example.com"));

        assertThat(client.post(
                                CONTACTS + "/batch/update",
                                inputs("{\"id\":\"" + id + "\",\"idProperty\":\"hs_object_id\",\"properties\":{}}"))
                        .body())
                .contains("non-unique 0-1 property");
    }

    @Test
    void upsertSaysWhatIsNew() throws Exception {
        portal.defineUnique("deals", "order_number", "string");
        String body = inputs("{\"id\":\"A1\",\"idProperty\":\"order_number\",\"properties\":{\"dealname\":\"x\"}}");

        JsonNode first = SimulatorClient.json(client.post("/crm/objects/2026-03/deals/batch/upsert", body));
        JsonNode second = SimulatorClient.json(client.post("/crm/objects/2026-03/deals/batch/upsert", body));

        assertThat(first.at("/results/0/new").asBoolean()).isTrue();
        assertThat(second.at("/results/0/new").asBoolean()).isFalse();
        assertThat(portal.records("deals")).hasSize(1);
    }

    @Test
    void archivingAnswersTheSameForAnUnknownId() throws Exception {
        String id = portal.addRecord("contacts", Map.of("lastname", "Doe"));

        HttpResponse<String> response =
                client.post(CONTACTS + "/batch/archive", inputs("{\"id\":\"" + id + "\"}", "{\"id\":\"5\"}"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(portal.archivedRecords("contacts")).hasSize(1);
    }

    @Test
    void ruleOfAnAdministratorHoldsForTheLaterApiAlone() throws Exception {
        portal.requireOnCreate("contacts", "phone");
        String body = "{\"properties\":{\"lastname\":\"Doe\"}}";

        assertThat(client.post(CONTACTS, body).statusCode()).isEqualTo(201);
        assertThat(client.post("/crm/objects/2026-09/contacts", body).statusCode())
                .isEqualTo(400);
    }

    @Test
    void associationsArePagedForEachInput() throws Exception {
        String contact = portal.addRecord("contacts", Map.of("lastname", "Doe"));
        String alone = portal.addRecord("contacts", Map.of("lastname", "Alone"));
        List<String> companies = portal.addGenerated("companies", 501, 7);
        companies.forEach(company -> portal.associate("contacts", contact, "companies", company));

        JsonNode first = SimulatorClient.json(client.post(
                ASSOCIATIONS + "/batch/read", inputs("{\"id\":\"" + contact + "\"}", "{\"id\":\"" + alone + "\"}")));
        String after = first.at("/results/0/paging/next/after").asText();
        JsonNode second = SimulatorClient.json(client.post(
                ASSOCIATIONS + "/batch/read", inputs("{\"id\":\"" + contact + "\",\"after\":\"" + after + "\"}")));

        assertThat(first.path("results")).hasSize(1);
        assertThat(first.at("/results/0/to")).hasSize(500);
        assertThat(first.at("/results/0/to/0/toObjectId").isIntegralNumber()).isTrue();
        assertThat(second.at("/results/0/to")).hasSize(1);
        assertThat(second.at("/results/0").has("paging")).isFalse();
    }

    @Test
    void associationsAreWrittenFromBothSidesAndRemoved() throws Exception {
        String contact = portal.addRecord("contacts", Map.of("lastname", "Doe"));
        String company = portal.addRecord("companies", Map.of("name", "Acme"));
        String both = "{\"from\":{\"id\":\"" + contact + "\"},\"to\":{\"id\":\"" + company + "\"}}";

        assertThat(client.post(ASSOCIATIONS + "/batch/associate/default", inputs(both))
                        .statusCode())
                .isEqualTo(201);
        assertThat(portal.associated("companies", company, "contacts")).containsExactly(contact);

        client.post(
                ASSOCIATIONS + "/batch/archive",
                inputs("{\"from\":{\"id\":\"" + contact + "\"},\"to\":[{\"id\":\"" + company + "\"}]}"));
        assertThat(portal.associated("companies", company, "contacts")).isEmpty();
    }

    @Test
    void capOfAssociationsRefusesTheNextOne() throws Exception {
        String contact = portal.addRecord("contacts", Map.of("lastname", "Doe"));
        List<String> companies = portal.addGenerated("companies", 2, 7);
        portal.limitAssociations("contacts", "companies", 1);
        portal.associate("contacts", contact, "companies", companies.get(0));

        HttpResponse<String> response = client.post(
                ASSOCIATIONS + "/batch/associate/default",
                inputs("{\"from\":{\"id\":\"" + contact + "\"},\"to\":{\"id\":\"" + companies.get(1) + "\"}}"));

        assertThat(response.statusCode()).isEqualTo(207);
        assertThat(portal.associated("contacts", contact, "companies")).containsExactly(companies.get(0));
    }

    @Test
    void newRecordIsAssociatedByTheTypesThatLabelsName() throws Exception {
        String company = portal.addRecord("companies", Map.of("name", "Acme"));
        int typeId = SimulatorClient.json(client.get(ASSOCIATIONS + "/labels"))
                .at("/results/0/typeId")
                .asInt();

        JsonNode created = SimulatorClient.json(client.post(
                CONTACTS,
                "{\"properties\":{\"lastname\":\"Doe\"},\"associations\":[{\"to\":{\"id\":\"" + company
                        + "\"},\"types\":[{\"associationCategory\":\"HUBSPOT_DEFINED\",\"associationTypeId\":" + typeId
                        + "}]}]}"));

        assertThat(portal.associated("contacts", created.path("id").asText(), "companies"))
                .containsExactly(company);
    }

    @Test
    void historyHasTheNewestValueFirst() throws Exception {
        portal.keepHistory("deals");
        String id = portal.addRecord("deals", Map.of("dealstage", "a"));
        portal.updateRecord("deals", id, Map.of("dealstage", "b"));

        JsonNode deal = SimulatorClient.json(
                client.get("/crm/objects/2026-03/deals/" + id + "?propertiesWithHistory=dealstage"));

        assertThat(deal.at("/propertiesWithHistory/dealstage").findValuesAsText("value"))
                .containsExactly("b", "a");
        assertThat(client.get("/crm/objects/2026-03/deals?limit=51&propertiesWithHistory=dealstage")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void portalsOwnTypeIsAddressedByItsIdAndItsFullNameAlone() throws Exception {
        String typeId = portal.addCustomType("car");
        portal.addRecord(typeId, Map.of("name", "Beetle"));
        String full = SimulatorClient.json(client.get("/crm-object-schemas/2026-03/schemas"))
                .at("/results/0/fullyQualifiedName")
                .asText();

        assertThat(client.get("/crm/objects/2026-03/" + typeId).body()).contains("Beetle");
        assertThat(client.get("/crm/objects/2026-03/" + full).body()).contains("Beetle");
        assertThat(client.get("/crm/objects/2026-03/car").statusCode()).isEqualTo(404);
    }

    @Test
    void ownersWhoLeftAreOnAListOfTheirOwn() throws Exception {
        String stays = portal.addOwner("a@example.com", "Ann", "Doe");
        String leaves = portal.addOwner("b@example.com", "Bob", "Doe");
        portal.deactivateOwner(leaves);

        JsonNode live = SimulatorClient.json(client.get("/crm/owners/2026-03?limit=500"));
        JsonNode archived = SimulatorClient.json(client.get("/crm/owners/2026-03?archived=true"));

        assertThat(live.at("/results/0/id").asText()).isEqualTo(stays);
        assertThat(live.path("results")).hasSize(1);
        assertThat(archived.at("/results/0/id").asText()).isEqualTo(leaves);
        assertThat(archived.at("/results/0/userId").isNull()).isTrue();
    }

    @Test
    void pipelinesListTheirStages() throws Exception {
        portal.addPipeline("deals", "renewals", "Renewals", "closedwon");

        JsonNode pipelines = SimulatorClient.json(client.get("/crm/pipelines/2026-03/deals"));

        assertThat(pipelines.path("results").findValuesAsText("label")).contains("Sales Pipeline", "Renewals");
        assertThat(pipelines.at("/results/1/stages/0/id").asText()).isEqualTo("closedwon");
    }

    @Test
    void listTakesRecordsOnce() throws Exception {
        String id = portal.addRecord("contacts", Map.of("lastname", "Doe"));
        portal.addList("9");

        HttpResponse<String> response = client.send(client.request("/crm/lists/2026-03/9/memberships/add")
                .PUT(BodyPublishers.ofString("[\"" + id + "\",\"5\"]")));

        assertThat(SimulatorClient.json(response)
                        .path("recordIdsMissing")
                        .get(0)
                        .asText())
                .isEqualTo("5");
        assertThat(portal.listed("9")).containsExactly(id);
    }

    @Test
    void writingNeedsAScopeOfItsOwn() throws Exception {
        portal.grantOnly(Set.of("crm.objects.contacts.read"));

        assertThat(client.post(CONTACTS, "{\"properties\":{}}").body()).contains("crm.objects.contacts.write");
    }

    @Test
    void tokenTellsItsScopes() throws Exception {
        assertThat(client.post(
                                "/oauth/v2/private-apps/get/access-token-info",
                                "{\"tokenKey\":\"" + HubSpotSimulator.DEFAULT_TOKEN + "\"}")
                        .body())
                .contains("crm.lists.write", Long.toString(portal.portalId()));
    }

    private static String inputs(String... inputs) {
        return "{\"inputs\":[" + String.join(",", List.of(inputs)) + "]}";
    }
}
