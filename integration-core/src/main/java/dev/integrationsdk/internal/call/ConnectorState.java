package dev.integrationsdk.internal.call;

import java.time.Clock;

/**
 * What this process knows of one connector's calls. Thread-safe.
 *
 * @param slots how many are under way
 * @param circuit whether they are sent
 * @param retries how many of them may be repeated
 */
record ConnectorState(Slots slots, Circuit circuit, RetryBudget retries) {
    static ConnectorState ofNew(Clock clock) {
        return new ConnectorState(new Slots(), new Circuit(clock), new RetryBudget(clock));
    }

    /** Whether it may be forgotten: nothing of it would be missed. */
    boolean isAsNew() {
        return circuit.isAsNew() && retries.isFull();
    }
}
