package dev.integrationsdk.internal.connector;

import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** One attempt with a deadline. Immutable. */
public final class DirectCalls implements Outbound {
    private final Clock clock;
    private final Duration timeout;

    public DirectCalls(Clock clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public <T> T call(OpenConnectors.Use use, String operation, By by, Function<CallContext, T> attempt) {
        CallContext context =
                new CallContext(by.correlationId(), clock.instant().plus(timeout), 1);
        try {
            return attempt.apply(context);
        } catch (IntegrationException declared) {
            throw declared;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError defect) {
            throw new IntegrationException(
                    ErrorCode.ADAPTER_DEFECT,
                    "the adapter of " + use.config().key() + " threw "
                            + defect.getClass().getName(),
                    defect);
        }
    }
}
