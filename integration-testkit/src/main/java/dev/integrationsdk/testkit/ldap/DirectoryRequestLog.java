package dev.integrationsdk.testkit.ldap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last operations of clients. Thread-safe. */
final class DirectoryRequestLog {
    private static final int CAPACITY = 10_000;

    private final Object lock = new Object();
    private final Deque<DirectoryRequest> requests = new ArrayDeque<>();

    void add(DirectoryRequest request) {
        synchronized (lock) {
            requests.addLast(request);
            if (requests.size() > CAPACITY) {
                requests.removeFirst();
            }
        }
    }

    List<DirectoryRequest> all() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    void clear() {
        synchronized (lock) {
            requests.clear();
        }
    }
}
