package dev.integrationsdk.spi.pull;

import java.time.Instant;
import java.util.Objects;

/**
 * Which part of the past a backfill reads: what was last changed from one instant on and before another. Adjacent ranges
 * overlap in nothing and leave nothing out. Immutable.
 *
 * @param from by the remote's clock, included
 * @param until by the remote's clock, not included; after {@code from}
 */
public record PullRange(Instant from, Instant until) {
    /** @throws IllegalArgumentException if the range is empty */
    public PullRange {
        Objects.requireNonNull(from, "from");
        if (!from.isBefore(Objects.requireNonNull(until, "until"))) {
            throw new IllegalArgumentException("a range must begin before it ends, but is " + from + " to " + until);
        }
    }
}
