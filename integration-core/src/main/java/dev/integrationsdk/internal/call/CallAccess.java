package dev.integrationsdk.internal.call;

/** Decides whether the actor of a call may make it. Thread-safe. */
@FunctionalInterface
public interface CallAccess {
    /** Everybody may. */
    CallAccess EVERYBODY = call -> {};

    /**
     * Returns if the actor may.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if not
     */
    void require(Call<?> call);
}
