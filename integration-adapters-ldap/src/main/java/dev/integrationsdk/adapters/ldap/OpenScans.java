package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.adapters.ldap.PagedScan.Stream;
import dev.integrationsdk.spi.pull.PullRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scans that are open: one for each stream at most. A cache and nothing more, since a scan that is not here only
 * begins again. Thread-safe; no connection is opened or closed under its lock.
 */
final class OpenScans implements AutoCloseable {
    /** Active Directory ends connections that were idle for so long. */
    private static final Duration MAX_IDLE = Duration.ofMinutes(15);

    private final Clock clock;
    private final Object lock = new Object();
    private final Map<Stream, Slot> slots = new HashMap<>();
    private boolean closed;

    OpenScans(Clock clock) {
        this.clock = clock;
    }

    /** Puts a new scan in the place of the one before and reserves it for the caller. */
    void begin(PagedScan scan) {
        Slot before;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the connector is closed");
            }
            before = slots.put(scan.stream(), new Slot(scan, clock.instant()));
        }
        if (before != null) {
            before.scan.close();
        }
    }

    /** Reserves the scan of a position for the caller; empty if it is not open here, or another thread uses it. */
    Optional<PagedScan> resume(ScanPosition position, PullRequest request) {
        synchronized (lock) {
            Slot slot = slots.get(Stream.of(request));
            if (slot == null || slot.inUse || !slot.scan.serves(position, request)) {
                return Optional.empty();
            }
            slot.inUse = true;
            return Optional.of(slot.scan);
        }
    }

    /** Ends the reservation. */
    void release(PagedScan scan) {
        synchronized (lock) {
            Slot slot = slots.get(scan.stream());
            if (slot != null && slot.scan == scan) {
                slot.inUse = false;
                slot.usedAt = clock.instant();
            }
        }
    }

    /** Ends the scan: what its connection would say next is unknown. */
    void discard(PagedScan scan) {
        synchronized (lock) {
            Slot slot = slots.get(scan.stream());
            if (slot != null && slot.scan == scan) {
                slots.remove(scan.stream());
            }
        }
        scan.close();
    }

    void closeIdle() {
        List<PagedScan> idle = new ArrayList<>();
        synchronized (lock) {
            Instant limit = clock.instant().minus(MAX_IDLE);
            Iterator<Slot> each = slots.values().iterator();
            while (each.hasNext()) {
                Slot slot = each.next();
                if (!slot.inUse && slot.usedAt.isBefore(limit)) {
                    each.remove();
                    idle.add(slot.scan);
                }
            }
        }
        idle.forEach(PagedScan::close);
    }

    @Override
    public void close() {
        List<Slot> open;
        synchronized (lock) {
            closed = true;
            open = new ArrayList<>(slots.values());
            slots.clear();
        }
        open.forEach(slot -> slot.scan.close());
    }

    private static final class Slot {
        private final PagedScan scan;
        private Instant usedAt;
        private boolean inUse = true;

        Slot(PagedScan scan, Instant usedAt) {
            this.scan = scan;
            this.usedAt = usedAt;
        }
    }
}
