package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Looks at how a call failed. */
final class Failures {
    private Failures() {}

    /** The message of the error, which must have this code. */
    static String message(ErrorCode code, ThrowingCallable call) {
        IntegrationException failure = catchThrowableOfType(IntegrationException.class, call);
        Assertions.assertThat(failure).isNotNull();
        Assertions.assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        return String.valueOf(failure.getMessage());
    }
}
