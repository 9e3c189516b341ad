package dev.integrationsdk.http;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.oauth.OAuthClient;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthSpec.ClientAuthentication;
import dev.integrationsdk.spi.oauth.TokenGrant;
import dev.integrationsdk.spi.oauth.TokenRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class TokenEndpointTest {
    private static final OAuthClient CLIENT = new OAuthClient("the client", Secret.of("canary+secret%&"));
    private static final OAuthSpec SPEC = OAuthSpec.authorizationCode(
                    URI.create("https://auth.example/authorize"), URI.create("https://auth.example/token"))
            .withScopes("a", "b");

    @Test
    void answerIsRead() {
        TokenGrant grant = grant(200, """
                {"access_token":"canary-a","refresh_token":"canary-r","expires_in":1800,"token_type":"Bearer","scope":"a b",
                 "anything":{"else":[1]}}""");
        assertThat(grant)
                .isEqualTo(new TokenGrant(
                        Secret.of("canary-a"),
                        Optional.of(Secret.of("canary-r")),
                        Optional.of(Duration.ofMinutes(30)),
                        List.of("a", "b")));
        assertThat(grant.toString()).doesNotContain("canary");
    }

    @Test
    void leastAnswerIsReadAndANumberMayBeText() {
        assertThat(grant(200, "{\"access_token\":\"x\",\"expires_in\":\"60\",\"refresh_token\":null}"))
                .isEqualTo(new TokenGrant(
                        Secret.of("x"), Optional.empty(), Optional.of(Duration.ofSeconds(60)), List.of()));
        assertThat(grant(200, "{\"access_token\":\"x\"}").expiresIn()).isEmpty();
        assertThat(grant(200, "{\"access_token\":\"x\",\"expires_in\":999999999999999999}")
                        .expiresIn())
                .contains(Duration.ofDays(3_650));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>canary</html>",
                "[]",
                "\"canary\"",
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":7}",
                "{\"access_token\":\"canary\",\"expires_in\":0}",
                "{\"access_token\":\"canary\",\"expires_in\":-5}",
                "{\"access_token\":\"canary\",\"expires_in\":\"soon\"}",
                "{\"access_token\":\"canary\",\"expires_in\":1.5}",
                "{\"access_token\":\"canary\",\"expires_in\":[1]}",
                "{\"access_token\":\"canary\",\"refresh_token\":{}}",
                "{\"access_token\":\"canary\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"canary\"} canary",
                "{\"access_token\":\"canary\",\"access_token\":\"canary\"}",
            })
    void answerThatIsNoTokenAnswerIsRefused(String body) {
        assertFails(ErrorCode.INVALID_PAYLOAD, 200, body);
    }

    @Test
    void answerThatIsCutIsANetworkFailure() {
        assertFails(ErrorCode.NETWORK_FAILED, 200, "{\"access_token\":\"canary\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"error\":\"invalid_grant\",\"error_description\":\"canary\"}|REAUTHORIZATION_REQUIRED",
                "401|{\"error\":\"invalid_grant\"}|REAUTHORIZATION_REQUIRED",
                "401|{\"error\":\"invalid_client\"}|AUTHENTICATION_FAILED",
                "401|canary|AUTHENTICATION_FAILED",
                "400|{\"error\":\"invalid_scope\"}|INVALID_CONFIGURATION",
                "400|{\"error\":\"canary\"}|INVALID_PAYLOAD",
                "400|<html>canary</html>|INVALID_PAYLOAD",
                "302|canary|INVALID_PAYLOAD",
                "429|{\"error\":\"invalid_grant\"}|RATE_LIMITED",
                "500|{\"error\":\"invalid_grant\"}|SERVICE_UNAVAILABLE",
                "503|canary|SERVICE_UNAVAILABLE",
                "400|{\"error\":\"temporarily_unavailable\"}|SERVICE_UNAVAILABLE",
            })
    void refusalIsTold(int status, String body, ErrorCode code) {
        assertFails(code, status, body);
    }

    @Test
    void clientIsNamedInTheBodyOrInTheHeader() {
        List<HttpCall> sent = new ArrayList<>();
        for (ClientAuthentication where : ClientAuthentication.values()) {
            new JsonTokenEndpoint((call, context) -> {
                        sent.add(call);
                        return new HttpReply(
                                200, Map.of(), "{\"access_token\":\"x\"}".getBytes(StandardCharsets.UTF_8));
                    })
                    .grant(TokenRequest.clientCredentials(SPEC.withClientAuthentication(where), CLIENT), Calls.CONTEXT);
        }
        assertThat(body(sent.get(0)))
                .contains("grant_type=client_credentials")
                .contains("scope=a+b")
                .contains("client_secret=canary%2Bsecret%25%26");
        assertThat(sent.get(0).headers()).doesNotContainKey("Authorization");
        assertThat(body(sent.get(1)))
                .contains("grant_type=client_credentials")
                .doesNotContain("client_id")
                .doesNotContain("client_secret");
        assertThat(sent.get(1).headers())
                .containsEntry("Authorization", "Basic dGhlK2NsaWVudDpjYW5hcnklMkJzZWNyZXQlMjUlMjY=");
    }

    private static String body(HttpCall call) {
        return new String(call.body().orElseThrow(), StandardCharsets.UTF_8);
    }

    @Test
    void requestGoesOutOnceThoughTheServerInvitesToRepeatIt() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            ScriptedServer.write(out, "HTTP/1.1 503 Down\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
            return true;
        })) {
            OAuthSpec spec = OAuthSpec.clientCredentials(URI.create(server.url() + "/token"));
            JsonTokenEndpoint endpoint = new JsonTokenEndpoint(Calls.onPremise());
            assertThat(Throwing.code(() -> endpoint.grant(TokenRequest.clientCredentials(spec, CLIENT), Calls.CONTEXT)))
                    .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    private static TokenGrant grant(int status, String body) {
        JsonTokenEndpoint endpoint = new JsonTokenEndpoint(
                (call, context) -> new HttpReply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
        return endpoint.grant(TokenRequest.refresh(SPEC, CLIENT, Secret.of("canary-refresh")), Calls.CONTEXT);
    }

    private static void assertFails(ErrorCode code, int status, String body) {
        IntegrationException failure = catchThrowableOfType(IntegrationException.class, () -> grant(status, body));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).doesNotContain("canary");
        assertThat(failure).hasNoCause();
    }
}
