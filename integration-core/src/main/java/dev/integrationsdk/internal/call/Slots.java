package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** So many at a time; who comes later waits in line. Thread-safe. */
final class Slots {
    private final Object lock = new Object();
    private final Queue<CountDownLatch> line = new ArrayDeque<>();
    private int most = 1;
    private int taken;

    /**
     * Takes a place, which the caller closes.
     *
     * @throws IntegrationException OVERLOADED if the line is full or the time has passed, CANCELLED
     */
    Place enter(Bound bound, Wait wait) {
        CountDownLatch turn = new CountDownLatch(1);
        synchronized (lock) {
            most = bound.most();
            if (taken < most && line.isEmpty()) {
                taken++;
                return this::leave;
            }
            if (line.size() >= bound.mostWaiting()) {
                throw overloaded(bound, wait);
            }
            line.add(turn);
            letIn();
        }
        if (!await(turn, wait)) {
            throw overloaded(bound, wait);
        }
        return this::leave;
    }

    private boolean await(CountDownLatch turn, Wait wait) {
        boolean came = false;
        try {
            came = wait.cancellation()
                    .waiting(() -> turn.await(Math.max(0, wait.longest().toNanos()), TimeUnit.NANOSECONDS));
            return came;
        } finally {
            if (!came) {
                giveUp(turn);
            }
        }
    }

    /** The turn may have come just then. */
    private void giveUp(CountDownLatch turn) {
        synchronized (lock) {
            if (!line.remove(turn)) {
                leave();
            }
        }
    }

    private void leave() {
        synchronized (lock) {
            taken--;
            letIn();
        }
    }

    private void letIn() {
        while (taken < most && !line.isEmpty()) {
            taken++;
            line.remove().countDown();
        }
    }

    private static IntegrationException overloaded(Bound bound, Wait wait) {
        return IntegrationException.retryAt(
                ErrorCode.OVERLOADED,
                "more than " + bound.most() + " calls of " + bound.of() + " at a time",
                wait.retryAt());
    }

    int taken() {
        synchronized (lock) {
            return taken;
        }
    }

    int waiting() {
        synchronized (lock) {
            return line.size();
        }
    }

    /** @param of whose, for a person */
    record Bound(String of, int most, int mostWaiting) {}

    /** @param retryAt when it is worth coming again */
    record Wait(Duration longest, Instant retryAt, Cancellation cancellation) {}

    /** Something taken, to be given back once. */
    @FunctionalInterface
    interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
