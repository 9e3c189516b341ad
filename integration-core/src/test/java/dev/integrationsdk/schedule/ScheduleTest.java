package dev.integrationsdk.schedule;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "PT-5M", "P365DT0.001S"})
    void intervalsOutOfBoundsAreRefused(Duration interval) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.every(interval))
                .withMessageContaining("1 s to 365 days")
                .withMessageContaining(interval.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "P365D"})
    void theBoundsThemselvesAreIntervals(Duration interval) {
        assertThatNoException().isThrownBy(() -> Schedule.every(interval));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "0 * * * * *", "@daily", "* * * * $", "* * *\n* *"})
    void whatHasNotFiveFieldsIsRefused(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.cron(expression, BERLIN))
                .withMessageContaining("five fields");
    }

    @Test
    void aLongExpressionIsRefusedAndItsMessageIsShort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.cron("1,".repeat(5_000) + "1 * * * *", BERLIN))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void blanksMakeNoDifference() {
        assertThat(Schedule.cron("  0\t3  * * mon-FRI ", BERLIN))
                .isEqualTo(Schedule.cron("0 3 * * mon-FRI", BERLIN))
                .hasToString("cron 0 3 * * mon-FRI Europe/Berlin");
    }
}
