package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.testkit.TurnableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HubSpotAccessTest {
    private static final String CONTACTS = "/crm/objects/2026-03/contacts";
    private static final String ACCOUNT = "/account-info/2026-03/details";

    private final TurnableClock clock = TurnableClock.at(Instant.parse("2026-03-05T10:00:00.123Z"));
    private final HubSpotSimulator simulator = HubSpotSimulator.builder()
            .clock(clock)
            .requestLogSize(3)
            .portal(
                    "one",
                    settings -> settings.callsPerTenSeconds(2).callsPerDay(3).portalId(11))
            .portal("two", PortalSettings.Builder::unlimited)
            .start();
    private final SimulatorClient one = new SimulatorClient(simulator, "one");
    private final SimulatorClient two = new SimulatorClient(simulator, "two");

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @Test
    void portalsDoNotSeeEachOthersRecords() throws Exception {
        simulator.portal("one").addRecord("contacts", Map.of("lastname", "Doe"));

        assertThat(SimulatorClient.json(one.get(CONTACTS)).path("results")).hasSize(1);
        assertThat(SimulatorClient.json(two.get(CONTACTS)).path("results")).isEmpty();
    }

    @Test
    void unknownTokenIsInvalidAuthentication() throws Exception {
        HttpResponse<String> response = new SimulatorClient(simulator, "three").get(CONTACTS);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(SimulatorClient.json(response).path("category").asText()).isEqualTo("INVALID_AUTHENTICATION");
    }

    @Test
    void expiredTokenIsToldApartAndCanBeRenewed() throws Exception {
        simulator.portal("two").expireToken();

        HttpResponse<String> response = two.get(CONTACTS);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(SimulatorClient.json(response).path("category").asText()).isEqualTo("EXPIRED_AUTHENTICATION");
        simulator.portal("two").renewToken();
        assertThat(two.get(CONTACTS).statusCode()).isEqualTo(200);
    }

    @Test
    void replacedTokenOpensTheSameAccountAndTheFormerOneNothing() throws Exception {
        simulator.portal("two").replaceToken("two-second");

        assertThat(two.get(CONTACTS).statusCode()).isEqualTo(401);
        assertThat(new SimulatorClient(simulator, "two-second").get(CONTACTS).statusCode())
                .isEqualTo(200);
        assertThat(simulator.portal("two").token()).isEqualTo("two-second");
    }

    @Test
    void missingScopeIsNamed() throws Exception {
        simulator.portal("two").grantOnly(Set.of("oauth", "crm.objects.deals.read"));

        HttpResponse<String> response = two.get(CONTACTS);

        assertThat(response.statusCode()).isEqualTo(403);
        JsonNode body = SimulatorClient.json(response);
        assertThat(body.path("category").asText()).isEqualTo("MISSING_SCOPES");
        assertThat(body.at("/errors/0/context/requiredGranularScopes/0").asText())
                .isEqualTo("crm.objects.contacts.read");
        assertThat(two.get("/crm/objects/2026-03/deals").statusCode()).isEqualTo(200);
    }

    @Test
    void callsBeyondTenSecondsLimitWaitForTheWindow() throws Exception {
        HttpResponse<String> first = one.get(CONTACTS);
        one.get(CONTACTS);
        clock.turn(Duration.ofSeconds(3));

        HttpResponse<String> refused = one.get(CONTACTS);

        assertThat(first.headers().firstValue("X-HubSpot-RateLimit-Max")).contains("2");
        assertThat(first.headers().firstValue("X-HubSpot-RateLimit-Remaining")).contains("1");
        assertThat(first.headers().firstValue("X-HubSpot-RateLimit-Interval-Milliseconds"))
                .contains("10000");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(SimulatorClient.json(refused).path("policyName").asText()).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(refused.headers().firstValue("Retry-After")).contains("7");
        clock.turn(Duration.ofSeconds(7));
        assertThat(one.get(CONTACTS).statusCode()).isEqualTo(200);
    }

    @Test
    void dailyLimitEndsAtMidnight() throws Exception {
        for (int i = 0; i < 3; i++) {
            one.get(ACCOUNT);
            clock.turn(Duration.ofMinutes(1));
        }

        HttpResponse<String> refused = one.get(ACCOUNT);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(SimulatorClient.json(refused).path("policyName").asText()).isEqualTo("DAILY");
        clock.turn(Duration.ofHours(14));
        assertThat(one.get(ACCOUNT).statusCode()).isEqualTo(200);
    }

    @Test
    void accountTellsItsNumber() throws Exception {
        assertThat(SimulatorClient.json(one.get("/account-info/v3/details"))
                        .path("portalId")
                        .asLong())
                .isEqualTo(11);
        assertThat(simulator.portal("two").portalId()).isGreaterThan(Integer.MAX_VALUE);
    }

    @Test
    void schemaListsEveryPropertyWithItsType() throws Exception {
        simulator.portal("two").defineProperty("contacts", "birthday", "date");

        JsonNode results = SimulatorClient.json(two.get("/crm/properties/2026-03/contacts"))
                .path("results");

        assertThat(results.findValuesAsText("name")).contains("email", "lastmodifieddate", "birthday");
        assertThat(results.findValuesAsText("type")).contains("date", "datetime", "string");
    }

    @Test
    void unknownPathAndTypeAreNotFound() throws Exception {
        assertThat(two.get("/crm/objects/2026-03/invoices").statusCode()).isEqualTo(404);
        assertThat(two.get("/crm/v4/objects/contacts").statusCode()).isEqualTo(404);
    }

    @Test
    void tooLongUrlIsAnsweredWithAPage() throws Exception {
        HttpResponse<String> response = two.get(CONTACTS + "?properties=" + "x".repeat(16_000));

        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    }

    @Test
    void lastRequestsAreKeptWithTheirHeaders() throws Exception {
        for (int i = 1; i <= 4; i++) {
            two.send(two.request(CONTACTS + "?limit=" + i)
                    .header("x-correlation-id", "c" + i)
                    .GET());
        }

        assertThat(simulator.requests())
                .extracting(request -> request.correlationId().orElseThrow())
                .containsExactly("c2", "c3", "c4");
        assertThat(simulator.requestCount()).isEqualTo(4);
        assertThat(simulator.requests().get(2).query()).containsEntry("limit", "4");
        assertThat(simulator.requests().get(2)).hasToString("GET " + CONTACTS);
    }

    @Test
    void mistakesOfATestAreItsOwnExceptions() {
        SimulatedPortal portal = simulator.portal("one");

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> portal.archive("contacts", "1"));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> simulator.portal("three"));
        assertThatIllegalArgumentException().isThrownBy(() -> portal.records("invoices"));
    }
}
