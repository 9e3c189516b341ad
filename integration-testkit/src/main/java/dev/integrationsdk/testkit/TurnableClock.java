package dev.integrationsdk.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is turned. In UTC. Thread-safe. */
public final class TurnableClock extends Clock {
    private final AtomicReference<Instant> now;

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
