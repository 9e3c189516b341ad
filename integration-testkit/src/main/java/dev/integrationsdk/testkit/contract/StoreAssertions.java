package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the contracts assert of errors. */
final class StoreAssertions {
    private StoreAssertions() {}

    static IntegrationException assertRefused(ErrorCode code, ThrowingCallable action) {
        IntegrationException[] thrown = new IntegrationException[1];
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(action)
                .satisfies(refusal -> thrown[0] = refusal)
                .extracting(IntegrationException::code)
                .isEqualTo(code);
        return thrown[0];
    }
}
