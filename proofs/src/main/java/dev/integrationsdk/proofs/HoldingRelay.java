package dev.integrationsdk.proofs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a driver and its server on loopback, and at the next request or the next answer calls somebody before
 * it passes that on, if it ever does. Thread-safe.
 */
final class HoldingRelay {
    private static final int BUFFER = 64 * 1024;
    private static final AtomicReference<Runnable> NEVER = new AtomicReference<>(HoldingRelay::nothing);

    private final int serverPort;
    private final ServerSocket door;
    private final AtomicReference<Runnable> atAnswer = new AtomicReference<>(HoldingRelay::nothing);
    private final AtomicReference<Runnable> afterRequest = new AtomicReference<>(HoldingRelay::nothing);

    private HoldingRelay(int serverPort) throws IOException {
        this.serverPort = serverPort;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static HoldingRelay to(int serverPort) {
        try {
            HoldingRelay relay = new HoldingRelay(serverPort);
            start(relay::accept);
            return relay;
        } catch (IOException failure) {
            throw new UncheckedIOException("the relay has no port", failure);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** Once, when the server has answered and before the driver hears it. */
    void atNextAnswer(Runnable call) {
        atAnswer.set(call);
    }

    /** Once, when a request is with the server; its answer is passed on after the call alone. */
    void afterNextRequest(Runnable call) {
        afterRequest.set(call);
    }

    private void accept() throws IOException {
        while (true) {
            Socket driver = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            driver.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> pass(driver, server, NEVER, afterRequest));
            start(() -> pass(server, driver, atAnswer, NEVER));
        }
    }

    private static void pass(Socket from, Socket to, AtomicReference<Runnable> before, AtomicReference<Runnable> after)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                before.getAndSet(HoldingRelay::nothing).run();
                out.write(buffer, 0, read);
                after.getAndSet(HoldingRelay::nothing).run();
            }
        }
    }

    private static void nothing() {}

    private static void start(Passing passing) {
        Thread thread = new Thread(
                () -> {
                    try {
                        passing.run();
                    } catch (IOException ended) {
                        // One side has hung up, which the other has been told by closing its socket.
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Passing {
        void run() throws IOException;
    }
}
