package dev.integrationsdk.testkit.http;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.call.RequestGate;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.identity.CorrelationId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScriptedTransportTest {
    private static final HttpCall CALL =
            HttpCall.post(URI.create("https://acme.example/orders?page=1"), "text/plain", "größe");

    private final List<String> gated = new ArrayList<>();
    private final ScriptedTransport transport = new ScriptedTransport();

    @Test
    void answersComeInTheOrderInWhichTheyWerePutInAndCallsAreKept() {
        transport.answer("{}").answer(404, Map.of("content-type", "text/html"), "gone");

        HttpReply first = send();
        HttpReply second = send();

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(second.header("Content-Type")).contains("text/html");
        assertThat(new String(second.body(), StandardCharsets.UTF_8)).isEqualTo("gone");
        assertThat(transport.body(1)).isEqualTo("größe");
        assertThat(transport.isUsedUp()).isTrue();
    }

    @Test
    void everyCallPassesItsGate() {
        transport.answer("{}");

        send();

        assertThat(gated).containsExactly("POST /orders");
    }

    @Test
    void callWithoutAnAnswerAndCallThatFailsAreExceptions() {
        IntegrationException lost = new IntegrationException(ErrorCode.NETWORK_FAILED, "lost");
        transport.failure(lost);

        assertThatThrownBy(this::send).isSameAs(lost);
        assertThatIllegalStateException().isThrownBy(this::send).withMessageContaining("POST /orders");
    }

    private HttpReply send() {
        RequestGate gate = new RequestGate() {
            @Override
            public void before(String method, String endpoint) {
                gated.add(method + " " + endpoint);
            }

            @Override
            public void signal(RateSignal signal) {}
        };
        return transport.send(CALL, new CallContext(new CorrelationId("run-1"), Instant.MAX, 1, gate));
    }
}
