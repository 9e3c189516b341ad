package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HubSpotErrorsTest {
    private static final Instant NOW = StubTransport.NOW;
    private static final String BODY =
            "{\"status\":\"error\",\"message\":\"secret-value of ann@example.com\",\"category\":"
                    + "\"VALIDATION_ERROR\",\"correlationId\":\"aeb5f871-7f07-4993-9211-075dc63e7cbf\"}";

    @ParameterizedTest
    @CsvSource({
        "302,INVALID_CONFIGURATION",
        "400,INVALID_PAYLOAD",
        "401,AUTHENTICATION_FAILED",
        "403,PERMISSION_DENIED",
        "404,NOT_FOUND",
        "408,TIMED_OUT",
        "409,INVALID_PAYLOAD",
        "414,INVALID_CONFIGURATION",
        "423,SERVICE_UNAVAILABLE",
        "429,RATE_LIMITED",
        "477,SERVICE_UNAVAILABLE",
        "500,SERVICE_UNAVAILABLE",
        "502,SERVICE_UNAVAILABLE",
        "503,SERVICE_UNAVAILABLE",
        "504,SERVICE_UNAVAILABLE",
        "521,SERVICE_UNAVAILABLE",
        "522,INVALID_PAYLOAD",
        "523,SERVICE_UNAVAILABLE",
        "524,SERVICE_UNAVAILABLE",
        "525,INVALID_PAYLOAD",
        "526,INVALID_PAYLOAD",
        "530,AUTHENTICATION_FAILED"
    })
    void everyStatusHasItsCodeAndNoMessageRepeatsTheAnswer(int status, ErrorCode code) {
        IntegrationException failure = failure(status, Map.of(), BODY);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure)
                .hasMessageContaining("HubSpot answered " + status + " to 'list deals'")
                .hasMessageContaining("aeb5f871-7f07-4993-9211-075dc63e7cbf")
                .hasMessageNotContaining("secret-value")
                .hasMessageNotContaining("pat-");
    }

    @ParameterizedTest
    @CsvSource({
        "TEN_SECONDLY_ROLLING,2026-03-10T12:00:10Z",
        "SECONDLY,2026-03-10T12:00:01Z",
        "DAILY,2026-03-10T13:00:00Z",
        "SOMETHING_NEW,2026-03-10T12:00:10Z"
    })
    void limitSaysWhenToGoOnByItsPolicy(String policy, Instant retryAt) {
        assertThat(failure(429, Map.of(), limit(policy)).retryAt()).contains(retryAt);
    }

    @Test
    void dailyLimitIsTriedAgainAtMidnightAtTheLatest() {
        StubTransport stub = new StubTransport().answer(429, Map.of(), limit("DAILY"));
        stub.clock.turn(java.time.Duration.ofMinutes(11 * 60 + 40));

        assertThat(stub.scanner("deal").failure(ScanKind.FULL).retryAt())
                .contains(Instant.parse("2026-03-11T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "429,7,2026-03-10T12:00:07Z",
        "477,7200,2026-03-10T14:00:00Z",
        "503,30,2026-03-10T12:00:30Z",
        "477,999999,2026-03-11T12:00:00Z",
        "423,5,2026-03-10T12:00:05Z"
    })
    void waitThatHubSpotNamesIsKeptUpToADay(int status, String seconds, Instant retryAt) {
        IntegrationException failure = failure(status, Map.of("Retry-After", seconds), limit("DAILY"));

        assertThat(failure.retryAt()).contains(retryAt);
    }

    @Test
    void lockedRecordsAreTriedAgainAfterTwoSeconds() {
        assertThat(failure(423, Map.of(), BODY).retryAt()).contains(NOW.plusSeconds(2));
    }

    @Test
    void missingScopesAreNamed() {
        IntegrationException failure = failure(
                403,
                Map.of(),
                "{\"category\":\"MISSING_SCOPES\",\"errors\":[{\"context\":{\"requiredGranularScopes\":"
                        + "[\"crm.objects.deals.read\",\"crm.objects.deals.highly_sensitive.read\"]}}]}");

        assertThat(failure)
                .hasMessageContaining("crm.objects.deals.read")
                .hasMessageContaining("crm.objects.deals.highly_sensitive.read");
    }

    @ParameterizedTest
    @CsvSource({"401,INVALID_AUTHENTICATION,INVALID", "401,EXPIRED_AUTHENTICATION,EXPIRED"})
    void expiredTokenIsToldFromAnInvalidOne(int status, String category, String word) {
        assertThat(failure(status, Map.of(), "{\"category\":\"" + category + "\"}"))
                .hasMessageContaining("the token")
                .hasMessageContaining(word);
    }

    @ParameterizedTest
    @CsvSource({"414", "502", "524", "530"})
    void htmlOfAProxyIsNeitherParsedNorQuoted(int status) {
        IntegrationException failure =
                failure(status, Map.of("Content-Type", "text/html"), "<html>for ann@example.com</html>");

        assertThat(failure)
                .hasMessageNotContaining("html")
                .hasMessageNotContaining("ann")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{\"category\":", "[]", "17", "{\"correlationId\":\"<b>a b</b>\"}"})
    void brokenErrorBodyIsLeftOut(String body) {
        IntegrationException failure = failure(503, Map.of(), body);

        assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(failure).hasMessageNotContaining("correlation id");
    }

    private static IntegrationException failure(int status, Map<String, String> headers, String body) {
        return new StubTransport().answer(status, headers, body).scanner("deal").failure(ScanKind.FULL);
    }

    private static String limit(String policy) {
        return "{\"errorType\":\"RATE_LIMIT\",\"message\":\"You have reached your limit.\",\"policyName\":\"" + policy
                + "\"}";
    }
}
