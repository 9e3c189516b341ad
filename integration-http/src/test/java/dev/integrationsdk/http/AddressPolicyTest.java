package dev.integrationsdk.http;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.http.Calls.CONTEXT;
import static dev.integrationsdk.http.ScriptedServer.write;
import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("NullAway.Init")
class AddressPolicyTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "localhost",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::127.0.0.1]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[fd00::1]",
                "[fe80::1]",
                "[fec0::1]",
                "[ff02::1]"
            })
    void forbiddenAddressIsRefusedBeforeAnyConnection(String host) {
        IntegrationException failure =
                Calls.failure(Calls.publicOnly(), Calls.get("https://" + host + ":" + sinkhole.port() + "/"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("host ");
        assertThat(sinkhole.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "0x7f.1", "0177.0.0.1", "127.0.0.1.", "0x7f000001", "１２７.1"})
    void numberThatCanBeReadInTwoWaysIsRefusedEvenOnPremise(String host) {
        String url = "http://" + host + ":" + sinkhole.port() + "/";

        assertThat(Calls.failure(Calls.onPremise(), Calls.get(url)).code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(sinkhole.connections()).isZero();
    }

    @Test
    void plainHttpIsRefusedUnlessOnPremise() {
        IntegrationException failure = Calls.failure(Calls.publicOnly(), Calls.get("http://api.example.com/x"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("api.example.com");
    }

    @Test
    void userInformationInAnAddressIsRefusedWithoutBeingRepeated() {
        IntegrationException failure =
                Calls.failure(Calls.publicOnly(), Calls.get("https://user:geheim@api.example.com/"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageNotContaining("geheim");
    }

    @Test
    void nameWithOneForbiddenAmongItsAddressesIsRefused() {
        HttpTransport rebinding = new OkHttpTransportProvider(
                        host -> List.of(InetAddress.getAllByName("93.184.215.14")[0], loopback()))
                .open(new TransportOptions(false, 100, Clock.systemUTC()));

        IntegrationException failure =
                Calls.failure(rebinding, Calls.get("https://two-faced.example:" + sinkhole.port() + "/"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("two-faced.example");
        assertThat(sinkhole.connections()).isZero();
    }

    @Test
    void connectionOfAnOnPremiseConnectorIsNotLentToAnother() {
        OkHttpTransportProvider provider = new OkHttpTransportProvider(host -> List.of(loopback()));
        String url = "//named.example:" + sinkhole.port() + "/";
        provider.open(new TransportOptions(true, 100, Clock.systemUTC())).send(Calls.get("http:" + url), CONTEXT);

        HttpTransport publicOnly = provider.open(new TransportOptions(false, 100, Clock.systemUTC()));

        assertThat(Calls.failure(publicOnly, Calls.get("https:" + url)).code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @Test
    void onPremiseConnectorReachesTheLoopback() {
        assertThat(Calls.onPremise().send(Calls.get(sinkhole.url()), CONTEXT).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:a00:1::1",
                "2001:0:a00:1::1",
                "2001:0:808:808::80ff:fffe"
            })
    void addressThatIsTranslatedToAPrivateOneIsForbidden(String address) throws UnknownHostException {
        assertThat(ForbiddenAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "9.255.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void publicAddressIsAllowed(String address) throws UnknownHostException {
        assertThat(ForbiddenAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
