package dev.integrationsdk.call;

import dev.integrationsdk.spi.call.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How hard a connector may lean on its remote. Immutable; the {@code with} methods return a changed copy.
 *
 * @param rates all of which hold at once, for all connectors of the tenant that use the same account there; those that the
 *     adapter declares where there are none
 * @param concurrency most calls at a time; 1 to 1,000
 * @param openAfter so many failures in a row, 1 to 1,000, and nothing is sent until {@code closedFor} has passed; then a
 *     single call finds out whether the remote is there again
 * @param closedFor at least 1 s
 */
public record CallLimits(List<RateLimit> rates, int concurrency, int openAfter, Duration closedFor) {
    private static final CallLimits DEFAULTS = new CallLimits(List.of(), 4, 10, Duration.ofSeconds(30));

    /** @throws IllegalArgumentException if a number is out of its bounds */
    public CallLimits {
        rates = List.copyOf(rates);
        Objects.requireNonNull(closedFor, "closedFor");
        require(concurrency >= 1 && concurrency <= 1_000, "concurrency must be 1 to 1,000");
        require(openAfter >= 1 && openAfter <= 1_000, "openAfter must be 1 to 1,000");
        require(closedFor.compareTo(Duration.ofSeconds(1)) >= 0, "closedFor must be at least 1 s");
        require(
                rates.stream().map(RateLimit::per).distinct().count() == rates.size(),
                "two rates are over the same time");
    }

    /** The adapter's rates, 4 calls at a time, 30 s of rest after 10 failures in a row. */
    public static CallLimits ofDefaults() {
        return DEFAULTS;
    }

    public CallLimits withRates(List<RateLimit> all) {
        return new CallLimits(all, concurrency, openAfter, closedFor);
    }

    public CallLimits withConcurrency(int atATime) {
        return new CallLimits(rates, atATime, openAfter, closedFor);
    }

    public CallLimits withCircuit(int failures, Duration rest) {
        return new CallLimits(rates, concurrency, failures, rest);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
