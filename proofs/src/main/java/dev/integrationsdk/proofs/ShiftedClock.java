package dev.integrationsdk.proofs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, set wrong by as much as one likes while it runs. In UTC. Thread-safe. */
final class ShiftedClock extends Clock {
    private volatile Duration shift = Duration.ZERO;

    void shiftTo(Duration wrongBy) {
        shift = wrongBy;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(shift);
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
