package dev.integrationsdk.proofs.cut;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One client's connection through the proxy: one thread reads its messages, another passes the server's answers back.
 *
 * <p>A cut ends the server's input and waits until the server has hung up, which it does when it has carried out all that
 * it was sent; only then is the client's side closed. So the client never learns of a cut before the outcome stands, and
 * a proof can read it.
 */
final class ProxiedConnection {
    private static final long LONGEST_WAIT_SECONDS = 60;
    private static final int BUFFER = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final Wire wire;
    private final Function<ClientMessage, CutPlan.Fate> plan;
    private final Consumer<Runnable> heldUp;
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private volatile boolean muted;

    ProxiedConnection(
            Socket client,
            Socket server,
            Wire wire,
            Function<ClientMessage, CutPlan.Fate> plan,
            Consumer<Runnable> heldUp) {
        this.client = client;
        this.server = server;
        this.wire = wire;
        this.plan = plan;
        this.heldUp = heldUp;
    }

    void start(Runnable atEnd) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        launch("proxied-answers", this::passAnswers);
        launch("proxied-requests", () -> {
            passRequests();
            atEnd.run();
        });
    }

    private static void launch(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Whichever side goes away, the other one follows. */
    private void passRequests() {
        boolean open = true;
        try {
            DataInputStream requests = new DataInputStream(client.getInputStream());
            while (open) {
                Optional<ClientMessage> message = wire.read(requests);
                open = message.isPresent() && pass(message.get());
            }
            settle();
        } catch (IOException oneSideIsGone) {
            muted = true;
        } finally {
            end();
        }
    }

    /** Returns whether the connection goes on. */
    private boolean pass(ClientMessage message) throws IOException {
        switch (plan.apply(message)) {
            case PASSES -> {
                message.writeTo(server.getOutputStream());
                return true;
            }
            case CUT_BEFORE -> muted = true;
            case ANSWER_SWALLOWED -> {
                muted = true;
                message.writeTo(server.getOutputStream());
            }
            case HELD_UP -> holdUp(message);
        }
        return false;
    }

    private void holdUp(ClientMessage message) throws IOException {
        muted = true;
        CountDownLatch released = new CountDownLatch(1);
        heldUp.accept(released::countDown);
        client.close();
        await(released, "nobody released the message that was held up");
        message.writeTo(server.getOutputStream());
    }

    private void settle() throws IOException {
        server.shutdownOutput();
        await(hungUp, "the server does not hang up");
    }

    private static void await(CountDownLatch latch, String orElse) {
        try {
            if (!latch.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(orElse);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the proxy was interrupted", interrupted);
        }
    }

    private void passAnswers() {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream answers = server.getInputStream();
            OutputStream back = client.getOutputStream();
            int length = answers.read(buffer);
            while (length >= 0) {
                if (!muted) {
                    back.write(buffer, 0, length);
                }
                length = answers.read(buffer);
            }
        } catch (IOException oneSideIsGone) {
            muted = true;
        } finally {
            hungUp.countDown();
            if (!muted) {
                end();
            }
        }
    }

    void end() {
        try (client;
                server) {
            muted = true;
        } catch (IOException failure) {
            throw new UncheckedIOException("a socket stays open", failure);
        }
    }
}
