package dev.integrationsdk.internal.call;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTest {
    private final HandClock clock = new HandClock();
    private final RetryBudget budget = new RetryBudget(clock);

    @Test
    void aTenthOfTheCallsAndAFewMoreMayBeRepeated() {
        int retries = 0;
        for (int call = 0; call < 1_000; call++) {
            budget.called();
            while (budget.takeRetry()) {
                retries++;
            }
        }

        assertThat(retries).isBetween(105, 110);
    }

    @Test
    void tenAMinuteMayBeRepeatedWhateverIsCalled() {
        while (budget.takeRetry()) {
            assertThat(budget.isFull()).isFalse();
        }
        clock.turn(Duration.ofSeconds(6));
        assertThat(budget.takeRetry()).isTrue();
        assertThat(budget.takeRetry()).isFalse();
        clock.turn(Duration.ofHours(1));

        assertThat(budget.isFull()).isTrue();
    }
}
