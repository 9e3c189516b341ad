package dev.integrationsdk.examples;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The simulated systems' clock: a day behind while they are filled, so that what they hold is not all of today. */
final class RemoteClock extends Clock {
    private final Clock now = Clock.systemUTC();
    private volatile Duration behind = Duration.ofDays(1);

    void catchUp() {
        behind = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return now.instant().minus(behind);
    }

    @Override
    public ZoneId getZone() {
        return now.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return now.withZone(zone);
    }
}
