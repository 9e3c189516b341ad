package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.adapters.ldap.BoundedSocket.Stop;
import dev.integrationsdk.spi.call.RequestGate;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

final class BoundedSocketTest {
    private final TestContext context = new TestContext();
    private final Deadline deadline = new Deadline(TestContext.START.plusSeconds(5), context.clock(), RequestGate.OPEN);

    @Test
    void readingStopsAfterSoManyBytesOfACall() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                BoundedSocket socket = new BoundedSocket(deadline, 10)) {
            socket.connect(server.getLocalSocketAddress());
            try (var accepted = server.accept()) {
                accepted.getOutputStream().write(new byte[25]);
                assertThat(socket.getInputStream().readNBytes(10)).hasSize(10);
                socket.allow(deadline, 10);
                assertThat(socket.getInputStream().readNBytes(10)).hasSize(10);

                assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
                assertThat(socket.stop()).isEqualTo(Stop.BYTES);
            }
        }
    }

    @Test
    void readingStopsAtTheDeadlineEvenIfThereIsMore() throws IOException {
        try (ServerSocket server = new ServerSocket(0);
                BoundedSocket socket = new BoundedSocket(deadline, 10)) {
            socket.connect(server.getLocalSocketAddress());
            try (var accepted = server.accept()) {
                accepted.getOutputStream().write(1);
                context.pass(Duration.ofSeconds(5));

                assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
                assertThat(socket.stop()).isEqualTo(Stop.DEADLINE);
            }
        }
    }
}
