package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the contracts assert of errors. */
final class StoreAssertions {
    /** What {@link StoreUnderTest#writeUnknownStatus} is to write. */
    static final String UNKNOWN_STATUS = "PAUSED";

    /** In the first there is no {@link Fixtures#NOW} by the wall clock, in the second zones are off by half hours. */
    private static final List<String> ZONES = List.of("Pacific/Auckland", "America/St_Johns", "UTC");

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

    /** Reading a row with a status that no version knows is an error that names it. */
    static void assertUnknownStatusIsRefused(StoreUnderTest store, Consumer<UnitOfWork> read) {
        Assumptions.assumeTrue(store.writeUnknownStatus(), "the store keeps constants, not their texts");
        IntegrationException refusal = assertRefused(ErrorCode.STORE_FAILED, () -> store.run(read));
        assertThat(refusal).hasMessageContaining("status").hasMessageContaining("'" + UNKNOWN_STATUS + "'");
    }

    /** Does the same in several time zones of the JVM, so that what one has written the next one reads. */
    static void inEveryZone(Consumer<String> test) {
        TimeZone standing = TimeZone.getDefault();
        try {
            for (String zone : ZONES) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                test.accept(zone);
            }
        } finally {
            TimeZone.setDefault(standing);
        }
    }
}
