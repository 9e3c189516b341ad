package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.call.CircuitState;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Keeps calls from a remote that failed too often in a row, until one call has found it there again. Thread-safe. */
final class Circuit {
    private static final Set<ErrorCode> OUT_OF_ORDER =
            EnumSet.of(ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.NETWORK_FAILED, ErrorCode.TIMED_OUT);
    /** What says nothing of the remote: it was not asked, or it answered that there is too much. */
    private static final Set<ErrorCode> SAYS_NOTHING = EnumSet.of(
            ErrorCode.RATE_LIMITED,
            ErrorCode.OVERLOADED,
            ErrorCode.CIRCUIT_OPEN,
            ErrorCode.SWITCHED_OFF,
            ErrorCode.CANCELLED);

    private final Clock clock;
    private final Object lock = new Object();
    private int failures;
    private Optional<Instant> openUntil = Optional.empty();
    private boolean probing;

    Circuit(Clock clock) {
        this.clock = clock;
    }

    /**
     * Lets one attempt through; the caller says what became of it and closes the pass.
     *
     * @throws IntegrationException CIRCUIT_OPEN, with the instant at which the remote is tried again
     */
    Pass enter(CallLimits limits) {
        synchronized (lock) {
            return switch (state(limits)) {
                case CLOSED -> new Pass(limits, false);
                case OPEN -> throw open(openUntil.orElseThrow());
                case HALF_OPEN -> {
                    if (probing) {
                        throw open(clock.instant().plus(limits.closedFor()));
                    }
                    probing = true;
                    yield new Pass(limits, true);
                }
            };
        }
    }

    private CircuitState state(CallLimits limits) {
        if (openUntil.isEmpty()) {
            return CircuitState.CLOSED;
        }
        Instant now = clock.instant();
        Instant latest = now.plus(limits.closedFor());
        if (openUntil.get().isAfter(latest)) {
            // The clock was set back, or the rest made shorter.
            openUntil = Optional.of(latest);
        }
        return openUntil.get().isAfter(now) ? CircuitState.OPEN : CircuitState.HALF_OPEN;
    }

    private static IntegrationException open(Instant until) {
        return IntegrationException.retryAt(
                ErrorCode.CIRCUIT_OPEN, "the remote failed too often in a row; it is tried again at " + until, until);
    }

    CircuitState now(CallLimits limits) {
        synchronized (lock) {
            return state(limits);
        }
    }

    /** When the remote is tried again; empty if calls are sent. */
    Optional<Instant> openUntil() {
        synchronized (lock) {
            return openUntil;
        }
    }

    boolean isAsNew() {
        synchronized (lock) {
            return failures == 0 && openUntil.isEmpty();
        }
    }

    /** One attempt that was let through. */
    final class Pass implements AutoCloseable {
        private final CallLimits limits;
        private final boolean probe;

        private Pass(CallLimits limits, boolean probe) {
            this.limits = limits;
            this.probe = probe;
        }

        void answered() {
            synchronized (lock) {
                failures = 0;
                openUntil = probe ? Optional.empty() : openUntil;
            }
        }

        void failed(ErrorCode code) {
            if (OUT_OF_ORDER.contains(code)) {
                synchronized (lock) {
                    failures++;
                    if (probe || (failures >= limits.openAfter() && openUntil.isEmpty())) {
                        openUntil = Optional.of(clock.instant().plus(limits.closedFor()));
                    }
                }
            } else if (!SAYS_NOTHING.contains(code)) {
                answered();
            }
        }

        /** Lets another one find out, if this one did not. */
        @Override
        public void close() {
            if (probe) {
                synchronized (lock) {
                    probing = false;
                }
            }
        }
    }
}
