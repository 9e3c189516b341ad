package dev.integrationsdk.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.integrationsdk.http.Calls.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

class OkHttpTransportTest {
    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private final HttpTransport transport = Calls.onPremise();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(HttpTransportProvider.class))
                .singleElement()
                .isInstanceOf(OkHttpTransportProvider.class);
    }

    @Test
    void everyRequestCarriesTheCorrelationIdAndAnAgent() {
        answer(aResponse().withStatus(200));

        transport.send(Calls.get(url("/a")).withHeader("X-Correlation-ID", "another"), CONTEXT);

        server.verify(getRequestedFor(urlPathEqualTo("/a"))
                .withHeader("X-Correlation-ID", equalTo("run-42"))
                .withHeader("User-Agent", equalTo("integration-http")));
    }

    @Test
    void bodyTypeAndEncodedQueryArriveAsTheyWereGiven() {
        answer(aResponse().withStatus(200));

        transport.send(Calls.post(url("/a?after=MQ%3D%3D&properties=a,b")), CONTEXT);

        server.verify(postRequestedFor(urlPathEqualTo("/a"))
                .withQueryParam("after", equalTo("MQ=="))
                .withQueryParam("properties", equalTo("a,b"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalTo("{\"a\":1}")));
    }

    @Test
    void everyStatusComesBackAsAReply() {
        answer(aResponse().withStatus(418).withHeader("X-Kind", "tea").withBody("pot"));

        HttpReply reply = transport.send(Calls.get(url("/a")), CONTEXT);

        assertThat(reply.status()).isEqualTo(418);
        assertThat(reply.header("x-kind")).contains("tea");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo("pot");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsHandedBackAndNotFollowed(int status) {
        answer(aResponse().withStatus(status).withHeader("Location", url("/elsewhere")));

        assertThat(transport.send(Calls.post(url("/a")), CONTEXT).status()).isEqualTo(status);
        assertThat(transport.send(Calls.get(url("/a")), CONTEXT).status()).isEqualTo(status);
        server.verify(0, anyRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void postIsSentOnceThoughTheServerAsksForItAgainAtOnce() {
        answer(aResponse().withStatus(503).withHeader("Retry-After", "0"));

        assertThat(transport.send(Calls.post(url("/a")), CONTEXT).status()).isEqualTo(503);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void postIsSentOnceThoughTheServerTimedOutOnIt() {
        answer(aResponse().withStatus(408));

        assertThat(transport.send(Calls.post(url("/a")), CONTEXT).status()).isEqualTo(408);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void cookieIsNotSentBack() {
        answer(aResponse().withStatus(200).withHeader("Set-Cookie", "session=1; Path=/"));

        transport.send(Calls.get(url("/a")), CONTEXT);
        transport.send(Calls.get(url("/b")), CONTEXT);

        server.verify(getRequestedFor(urlPathEqualTo("/b")).withoutHeader("Cookie"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "carriage\rreturn", "null\0", "delete\u007f", "schlüssel"})
    void headerThatCannotBeSentIsNamedWithoutItsValue(String value) {
        IntegrationException failure =
                Calls.failure(transport, Calls.get(url("/a")).withHeader("X-Api-Key", value));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("X-Api-Key").hasNoCause();
        assertThat(failure.getMessage()).doesNotContain(value);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void headerNameThatCannotBeSentIsRefused() {
        IntegrationException failure =
                Calls.failure(transport, Calls.get(url("/a")).withHeader("X Key", "a"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @Test
    void closedTransportSendsNothing() {
        OkHttpTransportProvider provider = new OkHttpTransportProvider();
        HttpTransport closed = provider.open(new HttpTransportProvider.TransportOptions(true, 100, Clock.systemUTC()));
        provider.close();

        assertThat(Calls.failure(closed, Calls.get(url("/a"))).code()).isEqualTo(ErrorCode.CANCELLED);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    private void answer(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }
}
