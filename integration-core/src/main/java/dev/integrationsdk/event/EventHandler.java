package dev.integrationsdk.event;

import dev.integrationsdk.host.UnitOfWork;

/**
 * Takes events in the transaction of what they tell of, so that the host's note of them is kept if and only if the change
 * is. The host implements it; thread-safe.
 */
@FunctionalInterface
public interface EventHandler {
    /** Ignores every event. */
    EventHandler NONE = (event, unit) -> {};

    /**
     * Called before the commit, and again if the transaction is tried again.
     *
     * @param unit lent as to an {@link dev.integrationsdk.host.EntityHandler}; what this throws rolls the change back
     */
    void on(IntegrationEvent event, UnitOfWork unit);
}
