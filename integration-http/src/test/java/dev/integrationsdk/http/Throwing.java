package dev.integrationsdk.http;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The code of an error that has to come. */
final class Throwing {
    private Throwing() {}

    static ErrorCode code(ThrowingCallable callable) {
        return catchThrowableOfType(IntegrationException.class, callable).code();
    }
}
