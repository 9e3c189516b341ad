package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.spi.identity.StreamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The streams that this process is running; one that was taken over from itself is there twice. Thread-safe. */
final class StreamsInHand {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<StreamId> streams = new ArrayList<>();

    void add(StreamId stream) {
        lock.lock();
        try {
            streams.add(stream);
        } finally {
            lock.unlock();
        }
    }

    void remove(StreamId stream) {
        lock.lock();
        try {
            streams.remove(stream);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<StreamId> all() {
        lock.lock();
        try {
            return List.copyOf(streams);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is none any more, after this time at most. */
    boolean awaitNone(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!streams.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return streams.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
