package dev.integrationsdk.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is turned. In UTC. Thread-safe. */
public final class TurnableClock extends Clock {
    private final AtomicReference<Instant> now;
    private final AtomicLong elapsed = new AtomicLong();

    private TurnableClock(Instant start) {
        now = new AtomicReference<>(Objects.requireNonNull(start, "start"));
    }

    public static TurnableClock at(Instant start) {
        return new TurnableClock(start);
    }

    /** At 2026-01-01T00:00:00Z. */
    public static TurnableClock create() {
        return new TurnableClock(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Turns it on, or back by a negative duration. */
    public void turn(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
        elapsed.addAndGet(by.isNegative() ? 0 : by.toNanos());
    }

    /** How far it was turned on altogether, in nanoseconds: as {@link System#nanoTime()}, it never goes back. */
    public long nanoTime() {
        return elapsed.get();
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
