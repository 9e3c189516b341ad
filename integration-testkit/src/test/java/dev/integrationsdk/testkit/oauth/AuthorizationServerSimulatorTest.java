package dev.integrationsdk.testkit.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.integrationsdk.testkit.TurnableClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuthorizationServerSimulatorTest {
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final TurnableClock clock = TurnableClock.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private AuthorizationServerSimulator server = AuthorizationServerSimulator.start(clock, LIFE, Duration.ZERO);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void codeIsGoodOnceAndItsReuseEndsTheConnection() throws Exception {
        Map<String, String> exchange = exchange();
        String token = post(exchange).path("access_token").asText();
        assertThat(server.accountOf(token)).isEqualTo("acme");
        assertThat(post(exchange).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(server.accountOf(token)).isEmpty();
        assertThat(server.reuses()).isEqualTo(1);
    }

    @Test
    void codeNeedsItsVerifierAndItsRedirectUri() throws Exception {
        for (String field : new String[] {"code_verifier", "redirect_uri"}) {
            Map<String, String> exchange = exchange();
            exchange.put(field, "other");
            assertThat(post(exchange).path("error").asText()).isEqualTo("invalid_grant");
        }
    }

    @Test
    void refreshTokenIsGoodOnceAndItsReuseEndsTheConnection() throws Exception {
        String first = post(exchange()).path("refresh_token").asText();
        JsonNode second = refresh(first);
        assertThat(server.accountOf(second.path("access_token").asText())).isEqualTo("acme");
        assertThat(refresh(first).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(server.accountOf(second.path("access_token").asText())).isEmpty();
        assertThat(refresh(second.path("refresh_token").asText()).path("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(server.refreshes()).isEqualTo(1);
    }

    @Test
    void refreshTokenIsAnsweredAgainWithinTheGrace() throws Exception {
        server.close();
        server = AuthorizationServerSimulator.start(clock, LIFE, Duration.ofSeconds(30));
        String first = post(exchange()).path("refresh_token").asText();
        JsonNode second = refresh(first);
        clock.turn(Duration.ofSeconds(29));
        assertThat(refresh(first)).isEqualTo(second);
        clock.turn(Duration.ofSeconds(1));
        assertThat(refresh(first).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void accessTokenEndsWithItsTime() throws Exception {
        String token = post(exchange()).path("access_token").asText();
        clock.turn(LIFE.minusMillis(1));
        assertThat(server.accountOf(token)).isEqualTo("acme");
        clock.turn(Duration.ofMillis(1));
        assertThat(server.accountOf(token)).isEmpty();
    }

    @Test
    void strangerIsRefused() throws Exception {
        Map<String, String> exchange = exchange();
        exchange.put("client_secret", "other");
        assertThat(post(exchange).path("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void lostAnswerWasCarriedOutAndOneThatIsDownWasNot() throws Exception {
        String first = post(exchange()).path("refresh_token").asText();
        server.fail(TokenFault.DOWN, TokenFault.ANSWER_LOST);
        assertThat(send(refreshForm(first)).statusCode()).isEqualTo(503);
        assertThat(server.refreshes()).isZero();
        assertThatThrownBy(() -> send(refreshForm(first))).isInstanceOf(IOException.class);
        assertThat(server.refreshes()).isEqualTo(1);
    }

    private Map<String, String> exchange() {
        URI address = URI.create(server.authorizeUri() + "?response_type=code&client_id=simulated-client&state=s"
                + "&redirect_uri=https%3A%2F%2Fhost.example%2Fback"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
        Map<String, String> form = new HashMap<>(client());
        form.put("grant_type", "authorization_code");
        form.put("code", server.agree(address, "acme").getOrDefault("code", ""));
        form.put("redirect_uri", "https://host.example/back");
        // with the challenge above, the example of RFC 7636, appendix B
        form.put("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        return form;
    }

    private static Map<String, String> client() {
        return Map.of(
                "client_id", AuthorizationServerSimulator.CLIENT_ID,
                "client_secret", AuthorizationServerSimulator.CLIENT_SECRET);
    }

    private static Map<String, String> refreshForm(String token) {
        Map<String, String> form = new HashMap<>(client());
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", token);
        return form;
    }

    private JsonNode refresh(String token) throws Exception {
        return post(refreshForm(token));
    }

    private JsonNode post(Map<String, String> form) throws Exception {
        return new JsonMapper().readTree(send(form).body());
    }

    private HttpResponse<String> send(Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(server.tokenUri())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
