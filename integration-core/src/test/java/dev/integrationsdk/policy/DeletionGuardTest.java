package dev.integrationsdk.policy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeletionGuardTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, false",
        "0, 1, false",
        "1, 1, true",
        "1, 2, false",
        "2, 2, true",
        "1, 8, false",
        "2, 8, true",
        "2, 10, false",
        "3, 10, true",
        "10, 50, false",
        "11, 50, true",
        "100, 1000, false",
        "101, 1000, true",
        "200, 1000, true",
        "1000, 1000, true",
        "100, 1000000, false",
        "101, 1000000, true"
    })
    void aPersonIsAskedForAllForMoreThanAFifthAndForMoreThanAHundred(long absent, long known, boolean asks) {
        assertThat(DeletionGuard.ofDefaults().asks(absent, known)).isEqualTo(asks);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000, true", "0, 1000, false"})
    void zeroAlwaysAsks(long absent, long known, boolean asks) {
        assertThat(new DeletionGuard(0, 1).asks(absent, known)).isEqualTo(asks);
    }
}
