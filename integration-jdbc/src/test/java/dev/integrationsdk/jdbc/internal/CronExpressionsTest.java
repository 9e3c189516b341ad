package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CronExpressionsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final CronExpressions expressions = new CronExpressions();

    @ParameterizedTest
    @CsvSource({
        "0 3 * * *,     2026-01-10T12:00:00Z, 2026-01-11T02:00:00Z",
        "0 3 * * *,     2026-07-10T12:00:00Z, 2026-07-11T01:00:00Z",
        "0 3 * * *,     2026-01-11T02:00:00Z, 2026-01-12T02:00:00Z",
        "*/15 * * * *,  2026-01-10T12:00:01Z, 2026-01-10T12:15:00Z",
        "0 9 * * mon,   2026-01-10T12:00:00Z, 2026-01-12T08:00:00Z",
        "0 0 29 2 *,    2026-01-01T00:00:00Z, 2028-02-28T23:00:00Z"
    })
    void theNextTimeIsThatOfTheZonesClocks(String expression, Instant now, Instant next) {
        assertThat(expressions.after(new Schedule.Cron(expression, BERLIN), now))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T12:00:00Z, 2026-03-30T00:30:00Z, not on the day on which the clocks skip it",
        "2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z, once on the day on which the clocks repeat it",
        "2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z, not a second time"
    })
    void aTimeWithinAChangeOfTheClocks(Instant now, Instant next, String comes) {
        assertThat(expressions.after(new Schedule.Cron("30 2 * * *", BERLIN), now))
                .as(comes)
                .isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"99 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 9", "x * * * *", "5-1- * * * *"})
    void whatIsNoExpressionIsRefusedByItsText(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> expressions.after(new Schedule.Cron(expression, BERLIN), Instant.EPOCH))
                .withMessageContaining("'" + expression + "' cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 2 *"})
    void whatNeverComesIsRefused(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> expressions.after(new Schedule.Cron(expression, BERLIN), Instant.EPOCH))
                .withMessageContaining("never comes");
    }
}
