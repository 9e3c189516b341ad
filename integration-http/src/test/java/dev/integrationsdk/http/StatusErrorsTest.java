package dev.integrationsdk.http;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatusErrorsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "302,INVALID_CONFIGURATION",
        "400,INVALID_PAYLOAD",
        "401,AUTHENTICATION_FAILED",
        "403,PERMISSION_DENIED",
        "404,NOT_FOUND",
        "408,TIMED_OUT",
        "409,CONFLICT",
        "412,CONFLICT",
        "422,INVALID_PAYLOAD",
        "429,RATE_LIMITED",
        "500,SERVICE_UNAVAILABLE",
        "599,SERVICE_UNAVAILABLE"
    })
    void everyStatusHasItsCodeAndNoMessageRepeatsTheAnswer(int status, ErrorCode code) {
        IntegrationException error = StatusErrors.of(reply(status, Map.of()), "Acme", "list orders", NOW);

        assertThat(error.code()).isEqualTo(code);
        assertThat(error).hasMessage("Acme answered " + status + " to 'list orders'");
        assertThat(error.retryAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "429,30,2026-03-10T12:00:30Z",
        "503,30,2026-03-10T12:00:30Z",
        "503,'Tue, 10 Mar 2026 13:00:00 GMT',2026-03-10T13:00:00Z",
        "500,30,",
        "429,soon,"
    })
    void instantToComeAgainIsTakenFromBothFormsOfTheHeader(int status, String header, Instant retryAt) {
        IntegrationException error =
                StatusErrors.of(reply(status, Map.of("retry-after", header)), "Acme", "list orders", NOW);

        assertThat(error.retryAt().orElse(null)).isEqualTo(retryAt);
    }

    private static HttpReply reply(int status, Map<String, String> headers) {
        return new HttpReply(status, headers, "secret".getBytes(StandardCharsets.UTF_8));
    }
}
