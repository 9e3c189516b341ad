package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HubSpotBatchReadTest {
    private static final String READ = "/crm/objects/2026-03/contacts/batch/read";

    private final HubSpotSimulator simulator = HubSpotSimulator.builder().start();
    private final SimulatedPortal portal = simulator.portal();
    private final SimulatorClient client = new SimulatorClient(simulator, HubSpotSimulator.DEFAULT_TOKEN);

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @Test
    void hundredRecordsComeCompleteButInAnotherOrder() throws Exception {
        List<String> ids = portal.addGenerated("contacts", 100, 1);

        HttpResponse<String> response = read(ids);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ids(response)).containsExactlyInAnyOrderElementsOf(ids).isNotEqualTo(ids);
        assertThat(ids(read(ids))).isEqualTo(ids(response));
    }

    @Test
    void moreThanHundredInputsAreRefused() throws Exception {
        List<String> ids =
                IntStream.rangeClosed(1, 101).mapToObj(Integer::toString).toList();

        assertThat(read(ids).statusCode()).isEqualTo(400);
    }

    @Test
    void unknownIdIsAnErrorBesideTheOthers() throws Exception {
        String known = portal.addRecord("contacts", Map.of("lastname", "Doe"));

        HttpResponse<String> response = read(List.of(known, "5"));

        JsonNode body = SimulatorClient.json(response);
        assertThat(response.statusCode()).isEqualTo(207);
        assertThat(ids(response)).containsExactly(known);
        assertThat(body.path("numErrors").asInt()).isEqualTo(1);
        assertThat(body.at("/errors/0/category").asText()).isEqualTo("OBJECT_NOT_FOUND");
        assertThat(body.at("/errors/0/context/ids/0").asText()).isEqualTo("5");
    }

    @Test
    void nothingButUnknownIdsIsNotFound() throws Exception {
        assertThat(read(List.of("5", "6")).statusCode()).isEqualTo(404);
    }

    @Test
    void archivedRecordIsReadOnlyOnRequest() throws Exception {
        String id = portal.addRecord("contacts", Map.of("lastname", "Doe"));
        portal.archive("contacts", id);

        assertThat(read(List.of(id)).statusCode()).isEqualTo(404);
        assertThat(ids(client.post(READ + "?archived=true", body(List.of(id))))).containsExactly(id);
    }

    @Test
    void mergedIdReadsTheSurvivorOnce() throws Exception {
        List<String> ids = portal.addGenerated("contacts", 2, 1);
        String survivor = portal.merge("contacts", ids.get(0), ids.get(1));

        assertThat(ids(read(ids))).containsExactly(survivor);
    }

    @Test
    void recordIsReadByAnotherProperty() throws Exception {
        String id = portal.addRecord("contacts", Map.of("email", "a@b.example"));

        HttpResponse<String> response =
                client.post(READ, "{\"inputs\":[{\"id\":\"A@b.example\"}],\"idProperty\":\"email\"}");

        assertThat(ids(response)).containsExactly(id);
    }

    private HttpResponse<String> read(List<String> ids) throws Exception {
        return client.post(READ, body(ids));
    }

    private static String body(List<String> ids) {
        return ids.stream()
                .map(id -> "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "{\"properties\":[\"email\"],\"inputs\":[", "]}"));
    }

    private static List<String> ids(HttpResponse<String> response) throws Exception {
        return SimulatorClient.json(response).path("results").findValuesAsText("id");
    }
}
