package dev.integrationsdk.call;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a connector's calls stand in this process. Immutable.
 *
 * @param limits of its account, the shortest first
 * @param blockedUntil before when the remote lets nothing through, where it said so
 * @param inFlight calls under way
 * @param waiting callers that wait for their turn
 * @param circuit whether calls are sent
 * @param openUntil when the remote is tried again, while the circuit is open
 */
public record CallUse(
        List<LimitUse> limits,
        Optional<Instant> blockedUntil,
        int inFlight,
        int waiting,
        CircuitState circuit,
        Optional<Instant> openUntil) {
    public CallUse {
        limits = List.copyOf(limits);
        Objects.requireNonNull(blockedUntil, "blockedUntil");
        Objects.requireNonNull(circuit, "circuit");
        Objects.requireNonNull(openUntil, "openUntil");
    }
}
