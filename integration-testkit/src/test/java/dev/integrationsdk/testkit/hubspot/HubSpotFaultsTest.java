package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HubSpotFaultsTest {
    private static final String CONTACTS = "/crm/objects/2026-03/contacts";

    private final HubSpotSimulator simulator = HubSpotSimulator.builder().start();
    private final Faults faults = simulator.faults();
    private final SimulatorClient client = new SimulatorClient(simulator, HubSpotSimulator.DEFAULT_TOKEN);

    @BeforeEach
    void addRecords() {
        simulator.portal().addGenerated("contacts", 30, 1);
    }

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 414, 423, 429, 477, 500, 502, 503, 524})
    void statusComesAsOftenAsAsked(int status) throws Exception {
        faults.next(2).status(status);

        assertThat(List.of(
                        client.get(CONTACTS).statusCode(),
                        client.get(CONTACTS).statusCode(),
                        client.get(CONTACTS).statusCode()))
                .containsExactly(status, status, 200);
        assertThat(faults.areUsedUp()).isTrue();
        assertThat(faults.injected()).isEqualTo(2);
    }

    @Test
    void badGatewayIsAPage() throws Exception {
        faults.next(1).status(502);

        HttpResponse<String> response = client.get(CONTACTS);

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(response.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void faultMeetsOnlyItsPathItsTokenAndWhatIsNotSkipped() throws Exception {
        faults.next(1).onPath("/companies").status(500);
        faults.next(1).ofToken("another").status(500);
        faults.next(1).onPath("/contacts").skipping(1).status(503, "text/plain", "later");

        assertThat(client.get(CONTACTS).statusCode()).isEqualTo(200);
        HttpResponse<String> met = client.get(CONTACTS);

        assertThat(met.statusCode()).isEqualTo(503);
        assertThat(met.body()).isEqualTo("later");
        assertThat(faults.areUsedUp()).isFalse();
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("TEN_SECONDLY_ROLLING", true, (Consumer<FaultRule>) FaultRule::tenSecondlyLimit),
                Arguments.of("DAILY", true, (Consumer<FaultRule>) FaultRule::dailyLimit),
                Arguments.of("SECONDLY", false, (Consumer<FaultRule>) FaultRule::secondlyLimit));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void limitNamesItsPolicy(String policyName, boolean withHeaders, Consumer<FaultRule> kind) throws Exception {
        kind.accept(faults.next(1));

        HttpResponse<String> response = client.get(CONTACTS);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(SimulatorClient.json(response).path("policyName").asText()).isEqualTo(policyName);
        assertThat(response.headers().firstValue("X-HubSpot-RateLimit-Max").isPresent())
                .isEqualTo(withHeaders);
    }

    static Stream<Consumer<FaultRule>> brokenConnections() {
        return Stream.of(FaultRule::dropBeforeAnswer, FaultRule::truncateAnnouncedBody);
    }

    @ParameterizedTest
    @MethodSource("brokenConnections")
    void brokenConnectionIsAnIoException(Consumer<FaultRule> kind) throws Exception {
        kind.accept(faults.always());

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.get(CONTACTS));
        faults.clear();
        assertThat(client.get(CONTACTS).statusCode()).isEqualTo(200);
    }

    @Test
    void connectionMayEndAfterACorrectAnswer() throws Exception {
        faults.next(1).dropAfterAnswer();

        assertThat(SimulatorClient.json(client.get(CONTACTS)).path("results")).hasSize(10);
        assertThat(client.get(CONTACTS).statusCode()).isEqualTo(200);
    }

    @Test
    void halfABodyMayLookWholeToHttp() throws Exception {
        faults.next(1).truncateUnannouncedBody();

        HttpResponse<String> response = client.get(CONTACTS);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SimulatorClient.json(response));
    }

    @Test
    void successMayBeEmptyOrAPage() throws Exception {
        faults.next(1).emptyOk();
        faults.next(1).htmlOk();

        HttpResponse<String> empty = client.get(CONTACTS);
        HttpResponse<String> page = client.get(CONTACTS);

        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<html>");
    }

    @Test
    void heldBackAnswerComesOnceItsGateOpens() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        faults.next(1).holdBackUntil(gate);

        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> unchecked(CONTACTS));
        assertThat(answer).isNotDone();
        gate.countDown();

        assertThat(SimulatorClient.json(answer.get(10, TimeUnit.SECONDS)).path("results"))
                .hasSize(10);
    }

    @Test
    void drippingAnswerArrivesWhole() throws Exception {
        faults.next(1).drip(Duration.ofNanos(1));

        assertThat(SimulatorClient.json(client.get(CONTACTS)).path("results")).hasSize(10);
    }

    @Test
    void drippingEndsWithTheSimulator() {
        faults.next(1).drip(Duration.ofHours(1));

        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> unchecked(CONTACTS));
        simulator.close();

        assertThat(answer).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void repeatedCursorTurnsAListingInACircle() throws Exception {
        faults.always().repeatAfter();

        HttpResponse<String> response = client.get(CONTACTS + "?after=MjAw");

        assertThat(nextAfter(response)).isEqualTo("MjAw");
    }

    @Test
    void repeatedCursorTurnsASearchInACircle() throws Exception {
        faults.always().repeatAfter();

        HttpResponse<String> response = client.post(CONTACTS + "/search", "{\"limit\":10,\"after\":\"20\"}");

        assertThat(nextAfter(response)).isEqualTo("20");
    }

    @Test
    void expiredCursorIsRefusedWhileAFreshStartIsNot() throws Exception {
        faults.next(1).expireAfter();

        assertThat(client.get(CONTACTS).statusCode()).isEqualTo(200);
        assertThat(client.post(CONTACTS + "/search", "{}").statusCode()).isEqualTo(200);
        assertThat(client.get(CONTACTS + "?after=MQ%3D%3D").statusCode()).isEqualTo(400);
    }

    @Test
    void pageMayHoldARecordTwice() throws Exception {
        faults.next(1).duplicateRecord();

        List<String> ids = page().findValuesAsText("id");

        assertThat(ids).hasSize(11);
        assertThat(ids.get(10)).isEqualTo(ids.get(0));
    }

    @Test
    void recordMayComeWithoutItsId() throws Exception {
        faults.next(1).recordWithoutId();

        JsonNode results = page();

        assertThat(results.get(0).has("id")).isFalse();
        assertThat(results.get(1).has("id")).isTrue();
    }

    @Test
    void valueMayBeHuge() throws Exception {
        faults.next(1).hugeValue(5_000_000);

        assertThat(page().get(0).at("/properties/lastname").asText()).hasSize(5_000_000);
    }

    private static String nextAfter(HttpResponse<String> response) throws Exception {
        return SimulatorClient.json(response).at("/paging/next/after").asText();
    }

    private JsonNode page() throws Exception {
        return SimulatorClient.json(client.get(CONTACTS)).path("results");
    }

    private HttpResponse<String> unchecked(String path) {
        try {
            return client.get(path);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
