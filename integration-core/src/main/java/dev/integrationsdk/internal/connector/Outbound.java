package dev.integrationsdk.internal.connector;

import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.call.CallContext;
import java.util.function.Function;

/** Calls an adapter outside of runs. Implemented by the call pipeline; thread-safe. */
@FunctionalInterface
public interface Outbound {
    /**
     * @param operation for the integration log, such as {@code check}
     * @throws dev.integrationsdk.spi.error.IntegrationException whatever became of the call, an adapter's undeclared failure
     *     included
     */
    <T> T call(OpenConnectors.Use use, String operation, By by, Function<CallContext, T> attempt);
}
