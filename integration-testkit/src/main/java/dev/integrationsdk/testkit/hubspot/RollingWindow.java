package dev.integrationsdk.testkit.hubspot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts calls of the last {@code length}. Confined to the lock of its owner. */
final class RollingWindow {
    private final int limit;
    private final long lengthMillis;
    private final Deque<Long> calls = new ArrayDeque<>();

    RollingWindow(int limit, Duration length) {
        this.limit = limit;
        this.lengthMillis = length.toMillis();
    }

    boolean tryAcquire(long nowMillis) {
        if (limit == PortalSettings.UNLIMITED) {
            return true;
        }
        forgetBefore(nowMillis - lengthMillis);
        if (calls.size() >= limit) {
            return false;
        }
        calls.addLast(nowMillis);
        return true;
    }

    int limit() {
        return limit;
    }

    int remaining() {
        return limit - calls.size();
    }

    /** Milliseconds until the oldest call leaves the window. */
    long waitMillis(long nowMillis) {
        Long oldest = calls.peekFirst();
        return oldest == null ? 0 : Math.max(0, oldest + lengthMillis - nowMillis);
    }

    private void forgetBefore(long millis) {
        for (Long oldest = calls.peekFirst(); oldest != null && oldest <= millis; oldest = calls.peekFirst()) {
            calls.removeFirst();
        }
    }
}
