package dev.integrationsdk.testkit.hubspot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests. Thread-safe. */
final class RequestLog {
    private final Object lock = new Object();
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final int capacity;
    private long total;

    RequestLog(int capacity) {
        this.capacity = capacity;
    }

    void add(RecordedRequest request) {
        synchronized (lock) {
            total++;
            requests.addLast(request);
            if (requests.size() > capacity) {
                requests.removeFirst();
            }
        }
    }

    List<RecordedRequest> all() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    long total() {
        synchronized (lock) {
            return total;
        }
    }

    void clear() {
        synchronized (lock) {
            requests.clear();
            total = 0;
        }
    }
}
