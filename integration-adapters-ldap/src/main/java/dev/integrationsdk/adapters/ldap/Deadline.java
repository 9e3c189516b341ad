package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.RequestGate;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What one call keeps to: the instant after which nobody waits for an answer, and the gate of its requests. Immutable.
 */
record Deadline(Instant end, Clock clock, RequestGate gate) {
    /** No wait for one answer is longer, however far the deadline. */
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    static Deadline of(CallContext call, Clock clock) {
        return new Deadline(call.deadline(), clock, call.gate());
    }

    /**
     * Waits until one operation may be sent.
     *
     * @param where without names of entries, since it is kept
     */
    void request(String operation, String where) {
        check();
        gate.before(operation, where);
    }

    boolean hasPassed() {
        return !clock.instant().isBefore(end);
    }

    /** @throws IntegrationException TIMED_OUT if it has passed */
    void check() {
        if (hasPassed()) {
            throw new IntegrationException(
                    ErrorCode.TIMED_OUT, "the call's deadline passed before the directory had answered");
        }
    }

    /** How long one step may wait: what is left, but at least 1 ms and at most 30 s. */
    int waitMillis() {
        return waitMillis(LONGEST_WAIT_MILLIS);
    }

    int waitMillis(int atMost) {
        Duration left = Duration.between(clock.instant(), end);
        return left.compareTo(Duration.ofMillis(atMost)) > 0 ? atMost : (int) Math.max(1, left.toMillis());
    }
}
