package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.identity.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps one tenant's runs from crowding the host's connections and processors: whoever would be one too many in a transaction
 * of its tenant waits in that tenant's line, for a second at most, and then goes on all the same, so that nobody is refused
 * and nothing can stand still. Thread-safe.
 */
final class TenantTurns {
    private final int whileAlone;
    private final int besideOthers;
    private final Duration longest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TenantId, Line> lines = new HashMap<>();

    /**
     * @param whileAlone transactions of a tenant at a time as long as no other tenant has any
     * @param besideOthers transactions of a tenant at a time else
     * @param longest wait
     */
    TenantTurns(int whileAlone, int besideOthers, Duration longest) {
        this.whileAlone = whileAlone;
        this.besideOthers = besideOthers;
        this.longest = longest;
    }

    /** A transaction for two processors, or two for each while no other tenant has any. */
    static TenantTurns ofMachine() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new TenantTurns(2 * processors, Math.max(1, processors / 2), Duration.ofSeconds(1));
    }

    /** Does the work when it is this tenant's turn. */
    <T> T take(TenantId tenant, Supplier<T> work) {
        Line line = enter(tenant);
        try {
            return work.get();
        } finally {
            leave(tenant, line);
        }
    }

    private Line enter(TenantId tenant) {
        lock.lock();
        try {
            Line line = lines.computeIfAbsent(tenant, unknown -> new Line(lock.newCondition()));
            line.waiting++;
            await(line);
            line.waiting--;
            line.under++;
            letIn(line);
            return line;
        } finally {
            lock.unlock();
        }
    }

    private void await(Line line) {
        long nanos = longest.toNanos();
        boolean interrupted = false;
        while (!hasRoom(line) && nanos > 0 && !interrupted) {
            try {
                nanos = line.turn.awaitNanos(nanos);
            } catch (InterruptedException hurried) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(TenantId tenant, Line line) {
        lock.lock();
        try {
            line.under--;
            if (line.isEmpty()) {
                lines.remove(tenant);
                // The one that is left may be alone now.
                lines.values().stream().limit(2).forEach(this::letIn);
            }
            letIn(line);
        } finally {
            lock.unlock();
        }
    }

    private void letIn(Line line) {
        if (line.waiting > 0 && hasRoom(line)) {
            line.turn.signal();
        }
    }

    private boolean hasRoom(Line line) {
        return line.under < (lines.size() == 1 ? whileAlone : besideOthers);
    }

    /** Guarded by the lock. */
    private static final class Line {
        private final Condition turn;
        private int under;
        private int waiting;

        Line(Condition turn) {
            this.turn = turn;
        }

        boolean isEmpty() {
            return under == 0 && waiting == 0;
        }
    }
}
