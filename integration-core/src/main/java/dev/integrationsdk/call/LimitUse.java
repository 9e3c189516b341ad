package dev.integrationsdk.call;

import dev.integrationsdk.spi.call.RateLimit;
import java.time.Instant;
import java.util.Objects;

/**
 * What is used of one rate limit. Immutable.
 *
 * @param limit as configured, or declared by the adapter
 * @param used of it, by all that share the account; of a limit over an hour or longer by other processes too
 * @param left how many requests may go out now
 * @param resetsAt when all of it is there again, if nothing is sent meanwhile
 */
public record LimitUse(RateLimit limit, long used, long left, Instant resetsAt) {
    public LimitUse {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(resetsAt, "resetsAt");
    }
}
