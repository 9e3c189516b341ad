package dev.integrationsdk.http;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.http.HttpTransportProvider.TransportOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.http.Calls.CONTEXT;
import static dev.integrationsdk.http.ScriptedServer.write;
import static org.assertj.core.api.Assertions.assertThat;

class BrokenAnswerTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpTransport transport = Calls.onPremise();

    @Test
    void postIsSentOnceOverAConnectionThatIsDroppedWhenUsedAgain() throws IOException {
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            if (request == 1) {
                write(out, OK);
            }
            return request == 1;
        })) {
            transport.send(Calls.post(server.url()), CONTEXT);

            IntegrationException failure = Calls.failure(transport, Calls.post(server.url()));

            assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_FAILED);
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void getOverAConnectionThatIsDroppedWhenUsedAgainIsSentAgain() throws IOException {
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            if (request != 2) {
                write(out, OK);
            }
            return request != 2;
        })) {
            transport.send(Calls.get(server.url()), CONTEXT);

            assertThat(transport.send(Calls.get(server.url()), CONTEXT).status())
                    .isEqualTo(200);
            assertThat(server.requests()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"results\":[",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"results\":[",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200",
                "SSH-2.0-OpenSSH\r\n",
                ""
            })
    void answerThatDoesNotEndProperlyIsANetworkFailure(String answer) throws IOException {
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            write(out, answer);
            return false;
        })) {
            IntegrationException failure = Calls.failure(transport, Calls.get(server.url()));

            assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_FAILED);
            assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageNotContaining("results");
            assertThat(failure).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void compressedAnswerIsStoppedAtItsDecompressedSize() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[4 * 1024 * 1024]);
        }
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n");
            bomb.writeTo(out);
            return false;
        })) {
            assertThat(bomb.size()).isLessThan(64 * 1024);

            IntegrationException failure = Calls.failure(Calls.onPremise(64 * 1024), Calls.get(server.url()));

            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        }
    }

    @Test
    void answerOfExactlyTheLargestSizeIsRead() throws IOException {
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            write(out, OK);
            return false;
        })) {
            assertThat(Calls.onPremise(2).send(Calls.get(server.url()), CONTEXT).body())
                    .hasSize(2);
            assertThat(Calls.failure(Calls.onPremise(1), Calls.get(server.url()))
                            .code())
                    .isEqualTo(ErrorCode.INVALID_PAYLOAD);
        }
    }

    @Test
    void drippingAnswerIsCutByTheTimeOfTheWholeCall() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (!isOpen(over, 20)) {
                write(out, "x");
            }
            return false;
        })) {
            long started = System.nanoTime();

            IntegrationException failure =
                    Calls.failure(transport, Calls.get(server.url()).withTimeout(SHORT));

            assertThat(failure.code()).isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(SHORT.multipliedBy(10));
        } finally {
            over.countDown();
        }
    }

    @Test
    void deadlineByTheEnginesClockBoundsTheCallToo() throws IOException {
        Instant now = Instant.parse("2031-05-01T10:00:00Z");
        HttpTransport timed =
                new OkHttpTransportProvider().open(new TransportOptions(true, 100, Clock.fixed(now, ZoneOffset.UTC)));
        try (ServerSocket silent = new ServerSocket(0)) {
            var call = Calls.get("http://127.0.0.1:" + silent.getLocalPort());

            assertThat(Throwing.code(() -> timed.send(call, Calls.within(now.plus(SHORT)))))
                    .isEqualTo(ErrorCode.TIMED_OUT);
            assertThat(Throwing.code(() -> timed.send(call, Calls.within(now)))).isEqualTo(ErrorCode.TIMED_OUT);
        }
    }

    @Test
    void interruptedCallerLeavesAtOnceAndStaysInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            asked.countDown();
            return isOpen(over, 30_000);
        })) {
            Thread caller = new Thread(() -> {
                IntegrationException failure = Calls.failure(transport, Calls.get(server.url()));
                outcome.complete(failure.code() + " " + Thread.currentThread().isInterrupted());
            });
            caller.start();
            asked.await();

            caller.interrupt();

            assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo("CANCELLED true");
        } finally {
            over.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://no-such-host.invalid/"})
    void unreachableServerIsANetworkFailure(String url) {
        IntegrationException failure = Calls.failure(transport, Calls.get(url));

        assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_FAILED);
        assertThat(failure.getMessage()).contains("Exception");
    }

    @Test
    void serverThatDoesNotSpeakTlsIsANetworkFailure() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answerOne(server));

            IntegrationException failure =
                    Calls.failure(transport, Calls.get("https://127.0.0.1:" + server.getLocalPort()));

            assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK_FAILED);
            answered.get(10, TimeUnit.SECONDS);
        }
    }

    private static void answerOne(ServerSocket server) {
        try (Socket socket = server.accept()) {
            write(socket.getOutputStream(), OK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyAddressOfANameIsTried() throws IOException {
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            write(out, OK);
            return true;
        })) {
            HttpTransport byName = new OkHttpTransportProvider(host ->
                            List.of(InetAddress.getAllByName("127.0.0.77")[0], InetAddress.getLoopbackAddress()))
                    .open(new TransportOptions(true, 100, Clock.systemUTC()));

            assertThat(byName.send(Calls.post("http://two-addresses.example:" + server.port()), CONTEXT)
                            .status())
                    .isEqualTo(200);
        }
    }

    private static boolean isOpen(CountDownLatch latch, long millis) throws IOException {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
