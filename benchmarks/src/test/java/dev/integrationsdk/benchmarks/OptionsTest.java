package dev.integrationsdk.benchmarks;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionsTest {
    private static final String NUMBER = "options-test-number";

    @AfterEach
    void forget() {
        System.clearProperty(NUMBER);
        System.clearProperty("databases");
    }

    @Test
    void whatIsNotSaidIsAsUsual() {
        assertThat(Options.positive(NUMBER, 7)).isEqualTo(7);
        assertThat(Options.databases()).containsExactly(MeasuredProduct.H2, MeasuredProduct.POSTGRESQL);
    }

    @Test
    void whatIsSaidCounts() {
        System.setProperty(NUMBER, "12");
        System.setProperty("databases", "postgresql");

        assertThat(Options.positive(NUMBER, 7)).isEqualTo(12);
        assertThat(Options.databases()).containsExactly(MeasuredProduct.POSTGRESQL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1e6", "", "99999999999"})
    void aNumberThatIsNoneOrTooSmallIsRefused(String text) {
        System.setProperty(NUMBER, text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.positive(NUMBER, 7))
                .withMessage("-Doptions-test-number must be a whole number of at least 1, but is '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "h2,xyz", "", "H2", "h2, postgresql"})
    void anUnknownDatabaseIsRefusedByAListOfTheKnown(String names) {
        System.setProperty("databases", names);

        assertThatIllegalArgumentException().isThrownBy(Options::databases).withMessageContaining("[h2, postgresql]");
    }
}
