package dev.integrationsdk.http;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.http.Calls.CONTEXT;
import static dev.integrationsdk.http.ScriptedServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A corpus of hostile base URLs: nothing reaches a server on the loopback, whatever a resolver makes of them. */
@SuppressWarnings("NullAway.Init")
class HostileAddressTest {
    /** Only felt by one that is let through. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Dns EVERYTHING_IS_HERE = host -> List.of(InetAddress.getLoopbackAddress());

    private ScriptedServer sinkhole;

    @BeforeEach
    void listen() throws IOException {
        sinkhole = new ScriptedServer((request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            return true;
        });
    }

    @AfterEach
    void stop() throws IOException {
        sinkhole.close();
    }

    @Test
    void everyHostileUrlIsRefusedAndNothingIsSent() {
        HttpTransport transport = transport(EVERYTHING_IS_HERE, false);
        Set<String> urls = HostileAddresses.urls(sinkhole.port());
        List<String> wrong = new ArrayList<>();

        for (String url : urls) {
            IntegrationException failure =
                    Calls.failure(transport, Calls.get(url).withTimeout(SHORT));
            if (failure == null || failure.code() != ErrorCode.INVALID_CONFIGURATION) {
                wrong.add(url + " -> " + failure);
            } else if (String.valueOf(failure.getMessage()).contains("geheim")) {
                wrong.add(url + " repeated: " + failure.getMessage());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(urls).hasSizeGreaterThan(500);
        assertThat(sinkhole.connections()).isZero();
    }

    @Test
    void aNameIsRefusedForOneHostileAmongItsAddresses() throws UnknownHostException {
        InetAddress good = InetAddress.getByName("93.184.215.14");
        AtomicReference<List<InetAddress>> answer = new AtomicReference<>(List.of());
        HttpTransport transport = transport(host -> answer.get(), false);
        List<String> wrong = new ArrayList<>();

        for (InetAddress hostile : HostileAddresses.addresses()) {
            for (List<InetAddress> mixed : List.of(List.of(hostile), List.of(good, hostile), List.of(hostile, good))) {
                answer.set(mixed);
                IntegrationException failure = Calls.failure(transport, named(sinkhole.port()));
                if (failure == null || failure.code() != ErrorCode.INVALID_CONFIGURATION) {
                    wrong.add(mixed + " -> " + failure);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(sinkhole.connections()).isZero();
    }

    @Test
    void aNameThatChangesItsAddressBetweenLookUpsIsCheckedEachTime() throws UnknownHostException {
        InetAddress good = InetAddress.getByName("93.184.215.14");
        AtomicInteger lookUps = new AtomicInteger();
        AddressGuard guard = AddressGuard.publicOnly(
                host -> List.of(lookUps.incrementAndGet() % 2 == 1 ? good : InetAddress.getLoopbackAddress()));

        for (int i = 0; i < 10; i++) {
            assertThat(guard.lookup("rebinding.example")).containsExactly(good);
            assertThatThrownBy(() -> guard.lookup("rebinding.example")).isInstanceOf(ForbiddenAddressException.class);
        }
    }

    @Test
    void theAddressesThatWereCheckedAreTheOnesConnectedTo() {
        AtomicInteger lookUps = new AtomicInteger();
        Dns here = host -> {
            lookUps.incrementAndGet();
            return List.of(InetAddress.getLoopbackAddress());
        };

        transport(here, true).send(Calls.get("http://named.example:" + sinkhole.port() + "/"), CONTEXT);

        assertThat(sinkhole.connections()).isEqualTo(1);
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void redirectIsHandedOnAndNeverFollowed() throws IOException {
        List<String> locations = new ArrayList<>(HostileAddresses.urls(sinkhole.port()));
        locations.add("//127.0.0.1:" + sinkhole.port() + "/");
        List<Integer> statuses = List.of(300, 301, 302, 303, 305, 307, 308);
        try (ScriptedServer redirecting = new ScriptedServer((request, out) -> {
            write(
                    out,
                    "HTTP/1.1 " + statuses.get(request % statuses.size()) + " Elsewhere\r\nContent-Length: 0\r\n"
                            + "Location: " + locations.get(request % locations.size()) + "\r\n\r\n");
            return true;
        })) {
            HttpTransport onPremise = transport(EVERYTHING_IS_HERE, true);
            for (int i = 0; i < locations.size(); i++) {
                HttpReply reply = onPremise.send(Calls.get(redirecting.url()), CONTEXT);
                assertThat(statuses).contains(reply.status());
            }
            assertThat(redirecting.requests()).isEqualTo(locations.size());
        }
        assertThat(sinkhole.connections()).isZero();
    }

    private static HttpCall named(int port) {
        return Calls.get("https://crm.customer.example:" + port + "/").withTimeout(SHORT);
    }

    private static HttpTransport transport(Dns resolver, boolean onPremise) {
        return new OkHttpTransportProvider(resolver)
                .open(new TransportOptions(onPremise, 1_000_000, Clock.systemUTC()));
    }
}
