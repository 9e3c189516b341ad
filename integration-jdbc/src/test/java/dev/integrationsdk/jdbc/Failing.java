package dev.integrationsdk.jdbc;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Reads from what fails why it does. */
final class Failing {
    private Failing() {}

    static ErrorCode codeOf(ThrowingCallable action) {
        return exceptionOf(action).code();
    }

    static IntegrationException exceptionOf(ThrowingCallable action) {
        return Assertions.catchThrowableOfType(IntegrationException.class, action);
    }
}
