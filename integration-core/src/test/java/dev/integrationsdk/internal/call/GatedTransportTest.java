package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.call.RequestGate;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.identity.CorrelationId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatedTransportTest {
    private static final HttpCall CALL = HttpCall.get(URI.create("https://api.example.com/contacts/51?limit=1"));

    private final HandClock clock = new HandClock();
    private final List<String> told = new ArrayList<>();
    private final RequestGate gate = new RequestGate() {
        @Override
        public void before(String method, String endpoint) {
            told.add("before " + method + " " + endpoint);
        }

        @Override
        public void signal(RateSignal signal) {
            told.add("until " + ((RateSignal.Blocked) signal).until());
        }
    };

    @ParameterizedTest
    @CsvSource({
        "429, 90, 2026-01-01T00:01:30Z",
        "429, 'Thu, 01 Jan 2026 00:00:30 GMT', 2026-01-01T00:00:30Z",
        "429, 0, 2026-01-01T00:00:01Z",
        "429, -5, 2026-01-01T00:00:01Z",
        "429, soon, 2026-01-01T00:00:01Z",
        "429, 1000000000, 2026-01-02T00:00:00Z",
        "429, 99999999999999999999, 2026-01-02T00:00:00Z",
        "503, 5, 2026-01-01T00:00:05Z"
    })
    void everyFormOfRetryAfterBecomesASignal(int status, String retryAfter, Instant until) {
        send(new HttpReply(status, Map.of("Retry-After", retryAfter), new byte[0]));

        assertThat(told).containsExactly("before GET /contacts/51", "until " + until);
    }

    @Test
    void tooManyWithoutRetryAfterIsASecond() {
        send(new HttpReply(429, Map.of(), new byte[0]));

        assertThat(told).endsWith("until 2026-01-01T00:00:01Z");
    }

    @ParameterizedTest
    @CsvSource({"200, 90", "503, 0", "500, 90"})
    void otherAnswersSayNothingOfLimits(int status, String retryAfter) {
        send(new HttpReply(status, Map.of("Retry-After", retryAfter), new byte[0]));

        assertThat(told).containsExactly("before GET /contacts/51");
    }

    @Test
    void aRequestThatTheGateRefusesIsNotSent() {
        List<HttpCall> sent = new ArrayList<>();
        HttpTransport transport = new GatedTransport(
                (call, context) -> {
                    sent.add(call);
                    return new HttpReply(200, Map.of(), new byte[0]);
                },
                clock);
        RequestGate shut = new RequestGate() {
            @Override
            public void before(String method, String endpoint) {
                throw new IllegalStateException("shut");
            }

            @Override
            public void signal(RateSignal signal) {}
        };

        assertThatThrownBy(() -> transport.send(CALL, context(shut))).hasMessage("shut");
        assertThat(sent).isEmpty();
    }

    private void send(HttpReply reply) {
        new GatedTransport((call, context) -> reply, clock).send(CALL, context(gate));
    }

    private static CallContext context(RequestGate gate) {
        return new CallContext(new CorrelationId("c-1"), HandClock.START.plusSeconds(30), 1, gate);
    }
}
