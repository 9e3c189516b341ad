package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.http.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateHeadersTest {
    @Test
    void whatIsLeftOfTheWindowAndOfTheDayIsTold() {
        assertThat(signals(Map.of(
                        "X-HubSpot-RateLimit-Remaining", "189",
                        "X-HubSpot-RateLimit-Interval-Milliseconds", "10000",
                        "X-HubSpot-RateLimit-Daily-Remaining", "0")))
                .containsExactly(
                        RateSignal.remaining(189, Duration.ofSeconds(10)), RateSignal.remaining(0, Duration.ofDays(1)));
    }

    @Test
    void whatIsNoNumberSaysNothing() {
        assertThat(signals(Map.of(
                        "X-HubSpot-RateLimit-Remaining", "-1",
                        "X-HubSpot-RateLimit-Interval-Milliseconds", "10000",
                        "X-HubSpot-RateLimit-Daily-Remaining", "many")))
                .isEmpty();
    }

    private static List<RateSignal> signals(Map<String, String> headers) {
        return RateHeaders.of(new HttpReply(200, headers, new byte[0]));
    }
}
