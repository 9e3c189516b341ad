package dev.integrationsdk.spi.http;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");
    private static final Instant TOMORROW = NOW.plus(RetryAfter.LONGEST);

    @Test
    void secondsAreAddedToNow() {
        assertThat(RetryAfter.parse(" 10 ", NOW)).contains(NOW.plusSeconds(10));
        assertThat(RetryAfter.parse("0", NOW)).contains(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void dateIsReadInEachFormOfHttp(String date) {
        assertThat(RetryAfter.httpDate(date)).contains(NOW.plusSeconds(37));
    }

    @Test
    void lessThanNoSecondsIsNow() {
        assertThat(RetryAfter.parse("-5", NOW)).contains(NOW);
    }

    @Test
    void dateOfThePastMeansNow() {
        assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:00:00 GMT", NOW)).contains(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"86401", "999999999999999999", "99999999999999999999", "Sat, 06 Nov 2094 08:49:37 GMT"})
    void waitIsNeverLongerThanADay(String header) {
        assertThat(RetryAfter.parse(header, NOW)).contains(TOMORROW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1.5", "-", "Sun, 31 Feb 1994 08:49:37 GMT"})
    void anythingElseIsNoWait(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
