package dev.integrationsdk.internal.call;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Instant;

/** The one clock for Bucket4j: when it is set back, time goes on from where it was. Thread-safe. */
final class ForwardTime implements TimeMeter {
    private static final long NANOS = 1_000_000_000L;

    private final Clock clock;
    private long behind;
    private long last;

    ForwardTime(Clock clock) {
        this.clock = clock;
        this.last = nanos();
    }

    @Override
    public synchronized long currentTimeNanos() {
        long now = nanos() + behind;
        if (now < last) {
            behind += last - now;
            now = last;
        }
        last = now;
        return now;
    }

    private long nanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
