package dev.integrationsdk.internal.call;

import dev.integrationsdk.host.CallQuota;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Optional;

/** Who may call at all. Immutable and thread-safe. */
final class Entry {
    private final CallHooks hooks;

    Entry(CallHooks hooks) {
        this.hooks = hooks;
    }

    /** @throws IntegrationException SWITCHED_OFF if the connector or this direction of it is off or paused */
    void requireOn(Call<?> call) {
        if (call.terms().vouchedFor()) {
            return;
        }
        Optional<String> off = call.connector().config().directions().contains(call.direction())
                ? hooks.standing().off(call.key(), call.direction())
                : Optional.of("direction " + call.direction() + " is switched off");
        if (off.isPresent()) {
            throw new IntegrationException(ErrorCode.SWITCHED_OFF, "connector " + call.key() + ": " + off.get());
        }
    }

    /** @throws IntegrationException UNKNOWN_CONNECTOR if the actor may not, RATE_LIMITED if the host has another reason */
    void requireAllowed(Call<?> call) {
        if (!call.terms().vouchedFor()) {
            hooks.access().require(call);
        }
        CallQuota.Request request =
                new CallQuota.Request(call.key(), call.terms().actor(), call.direction(), call.operation());
        Optional<CallQuota.Refusal> refusal = ask(request);
        if (refusal.isPresent()) {
            throw IntegrationException.retryAt(
                    ErrorCode.RATE_LIMITED,
                    "the host's quota: " + refusal.get().reason(),
                    refusal.get().retryAt());
        }
    }

    private Optional<CallQuota.Refusal> ask(CallQuota.Request request) {
        try {
            return hooks.quota().ask(request);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
            throw new IntegrationException(
                    ErrorCode.ENGINE_DEFECT,
                    "the host's quota threw " + failure.getClass().getName(),
                    failure);
        }
    }
}
