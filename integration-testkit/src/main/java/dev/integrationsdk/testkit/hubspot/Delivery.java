package dev.integrationsdk.testkit.hubspot;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How an answer goes over the wire. */
@FunctionalInterface
public interface Delivery {
    Delivery WHOLE = (answer, output) -> {
        output.write(answer.whole());
        return true;
    };

    Delivery NOTHING = (answer, output) -> false;

    Delivery WHOLE_THEN_CLOSE = (answer, output) -> {
        output.write(answer.whole());
        return false;
    };

    Delivery HALF_OF_ANNOUNCED_LENGTH = (answer, output) -> {
        output.write(answer.head("Content-Length: " + answer.body().length));
        output.write(answer.body(), 0, answer.body().length / 2);
        return false;
    };

    Delivery HALF_UNTIL_CLOSE = (answer, output) -> {
        output.write(answer.head("Connection: close"));
        output.write(answer.body(), 0, answer.body().length / 2);
        return false;
    };

    /**
     * Writes the answer.
     *
     * @return whether the connection may carry another request
     */
    boolean deliver(Answer answer, OutputStream output) throws IOException;

    /** Sends half of the body, and the rest once {@code gate} is open. */
    static Delivery heldBackBy(CountDownLatch gate) {
        return (answer, output) -> {
            byte[] whole = answer.whole();
            int first = whole.length - (answer.body().length + 1) / 2;
            output.write(whole, 0, first);
            awaitOpen(gate);
            output.write(whole, first, whole.length - first);
            return true;
        };
    }

    /** Sends byte by byte with a pause before each, ended early by {@code stopped}. */
    static Delivery drip(Duration pause, CountDownLatch stopped) {
        return (answer, output) -> {
            for (byte next : answer.whole()) {
                if (awaitOpen(stopped, pause)) {
                    return false;
                }
                output.write(next);
            }
            return true;
        };
    }

    private static void awaitOpen(CountDownLatch gate) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("simulator closed while holding an answer back", e);
        }
    }

    private static boolean awaitOpen(CountDownLatch gate, Duration atMost) throws IOException {
        try {
            return gate.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("simulator closed while holding an answer back", e);
        }
    }
}
