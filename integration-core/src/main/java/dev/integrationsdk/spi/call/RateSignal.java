package dev.integrationsdk.spi.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What a remote said about its limits. Immutable. */
public sealed interface RateSignal {
    /**
     * It lets nothing through before an instant.
     *
     * @param until the engine keeps to at most 24 hours of it
     */
    record Blocked(Instant until) implements RateSignal {
        public Blocked {
            Objects.requireNonNull(until, "until");
        }
    }

    /**
     * So many requests are left of one of its limits.
     *
     * @param left 0 or less if it is used up
     * @param per over how much time that limit is
     */
    record Remaining(long left, Duration per) implements RateSignal {
        public Remaining {
            Objects.requireNonNull(per, "per");
        }
    }

    static RateSignal blockedUntil(Instant until) {
        return new Blocked(until);
    }

    static RateSignal remaining(long left, Duration per) {
        return new Remaining(left, per);
    }
}
