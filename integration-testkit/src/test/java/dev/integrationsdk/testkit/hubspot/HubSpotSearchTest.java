package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.testkit.TurnableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HubSpotSearchTest {
    private static final String SEARCH = "/crm/objects/2026-03/contacts/search";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TurnableClock clock = TurnableClock.at(Instant.parse("2026-03-05T10:00:00.123Z"));
    private final HubSpotSimulator simulator = HubSpotSimulator.builder()
            .clock(clock)
            .portal("free", PortalSettings.Builder::unlimited)
            .portal("lagging", settings -> settings.unlimited().searchIndexLag(Duration.ofSeconds(10)))
            .portal("limited", settings -> settings)
            .start();
    private final SimulatedPortal portal = simulator.portal("free");
    private final SimulatorClient client = new SimulatorClient(simulator, "free");

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"propertyName":"size","operator":"EQ","value":"10"}                              | c
            {"propertyName":"size","operator":"NEQ","value":"10"}                             | a b d
            {"propertyName":"size","operator":"GT","value":"9"}                               | c
            {"propertyName":"size","operator":"GTE","value":"9"}                              | b c
            {"propertyName":"size","operator":"LT","value":"9"}                               | a
            {"propertyName":"size","operator":"LTE","value":"9"}                              | a b
            {"propertyName":"size","operator":"BETWEEN","value":"2","highValue":"9"}          | a b
            {"propertyName":"lastname","operator":"IN","values":["A","d"]}                    | a d
            {"propertyName":"lastname","operator":"NOT_IN","values":["a","d"]}                | b c
            {"propertyName":"size","operator":"HAS_PROPERTY"}                                 | a b c
            {"propertyName":"size","operator":"NOT_HAS_PROPERTY"}                             | d
            {"propertyName":"lastmodifieddate","operator":"GTE","value":"1767225601000"}      | b c d
            {"propertyName":"lastmodifieddate","operator":"GT","value":"2026-01-01T00:00:01Z"}| c d
            {"propertyName":"lastmodifieddate","operator":"LT","value":"2026-01-02"}          | a b c d
            {"propertyName":"nonsense","operator":"EQ","value":"1"}                           | ''
            """)
    void operatorFinds(String filter, String expected) throws Exception {
        addSizes();

        JsonNode answer = search("{\"filterGroups\":[{\"filters\":[" + filter + "]}]}");

        assertThat(String.join(" ", names(answer))).isEqualTo(expected);
        assertThat(answer.path("total").asInt()).isEqualTo(names(answer).size());
    }

    @Test
    void groupsAreAlternativesAndFiltersOfOneGroupAllMatch() throws Exception {
        addSizes();

        JsonNode answer = search("""
                {"filterGroups":[
                  {"filters":[{"propertyName":"size","operator":"GT","value":"2"},
                              {"propertyName":"size","operator":"LT","value":"10"}]},
                  {"filters":[{"propertyName":"lastname","operator":"EQ","value":"d"}]}]}
                """);

        assertThat(names(answer)).containsExactly("b", "d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"-lastmodifieddate\"]",
                "[{\"propertyName\":\"lastmodifieddate\",\"direction\":\"DESCENDING\"}]"
            })
    void bothFormsOfASortAreUnderstood(String sorts) throws Exception {
        addSizes();

        assertThat(names(search("{\"sorts\":" + sorts + "}"))).containsExactly("d", "c", "b", "a");
    }

    @Test
    void numericCursorPagesThroughTheResult() throws Exception {
        addSizes();

        JsonNode first = search("{\"limit\":3}");
        JsonNode second = search("{\"limit\":3,\"after\":\"3\"}");

        assertThat(names(first)).containsExactly("a", "b", "c");
        assertThat(first.at("/paging/next/after").asText()).isEqualTo("3");
        assertThat(names(second)).containsExactly("d");
        assertThat(second.has("paging")).isFalse();
    }

    @Test
    void resultsEndAtTenThousandAlthoughTheTotalTellsOfMore() throws Exception {
        portal.addGenerated("contacts", 10_250, 1);

        JsonNode last = search("{\"limit\":200,\"after\":\"9800\"}");
        HttpResponse<String> beyond = client.post(SEARCH, "{\"limit\":200,\"after\":\"10000\"}");

        assertThat(last.path("total").asInt()).isEqualTo(10_250);
        assertThat(last.at("/paging/next/after").asText()).isEqualTo("10000");
        assertThat(beyond.statusCode()).isEqualTo(400);
        assertThat(SimulatorClient.json(beyond).path("category").asText()).isEqualTo("VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"limit\":201}",
                "{\"after\":\"abc\"}",
                "{\"sorts\":[\"a\",\"b\"]}",
                "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"a\",\"operator\":\"LIKE\",\"value\":\"b\"}]}]}",
                "{\"filterGroups\":[{},{},{},{},{},{}]}",
                "not json",
                "[]"
            })
    void whatHubSpotRefusesIsAValidationError(String body) throws Exception {
        assertThat(client.post(SEARCH, body).statusCode()).isEqualTo(400);
    }

    @Test
    void modifiedSinceTheEpochBreaksTheServer() throws Exception {
        HttpResponse<String> response = client.post(
                SEARCH,
                "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"lastmodifieddate\",\"operator\":\"GTE\",\"value\":\"0\"}]}]}");

        assertThat(response.statusCode()).isEqualTo(500);
    }

    @Test
    void sixthSearchOfASecondIsRefusedWithoutRateHeaders() throws Exception {
        SimulatorClient limited = new SimulatorClient(simulator, "limited");
        for (int i = 0; i < 5; i++) {
            assertThat(limited.post(SEARCH, "{}").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = limited.post(SEARCH, "{}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(SimulatorClient.json(refused).path("policyName").asText()).isEqualTo("SECONDLY");
        assertThat(refused.headers().map().keySet()).noneMatch(name -> name.startsWith("x-hubspot-ratelimit"));
        clock.turn(Duration.ofSeconds(1));
        assertThat(limited.post(SEARCH, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void freshRecordIsHiddenUntilTheIndexHasCaughtUp() throws Exception {
        SimulatorClient lagging = new SimulatorClient(simulator, "lagging");
        simulator.portal("lagging").addRecord("contacts", Map.of("lastname", "a"));

        assertThat(SimulatorClient.json(lagging.post(SEARCH, "{}"))
                        .path("total")
                        .asInt())
                .isZero();
        clock.turn(Duration.ofSeconds(10));
        assertThat(SimulatorClient.json(lagging.post(SEARCH, "{}"))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void archivedAndMergedRecordsAreNotFound() throws Exception {
        List<String> ids = portal.addGenerated("contacts", 3, 1);
        portal.archive("contacts", ids.get(0));
        String survivor = portal.merge("contacts", ids.get(1), ids.get(2));

        JsonNode answer = search("{}");

        assertThat(answer.path("results")).hasSize(1);
        assertThat(answer.at("/results/0/id").asText()).isEqualTo(survivor);
    }

    private void addSizes() {
        Map<String, String> sizes = Map.of("a", "2", "b", "9", "c", "10", "d", "");
        int second = 0;
        for (String name : List.of("a", "b", "c", "d")) {
            Instant at = START.plusSeconds(second++);
            portal.addRecord("contacts", Map.of("lastname", name, "size", sizes.get(name)), at, at);
        }
    }

    private JsonNode search(String body) throws Exception {
        HttpResponse<String> response = client.post(SEARCH, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return SimulatorClient.json(response);
    }

    private static List<String> names(JsonNode answer) {
        return answer.findValuesAsText("lastname");
    }
}
