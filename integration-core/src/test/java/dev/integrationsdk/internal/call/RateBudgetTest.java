package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.LimitUse;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RateBudgetTest {
    private static final ConnectorId CRM = ConnectorId.of("crm");
    private static final RateLimit BURST = limit(5, "PT1S");
    private static final RateLimit MINUTE = limit(60, "PT1M");
    private static final RateLimit HOUR = limit(500, "PT1H");
    private static final RateLimit DAY = limit(3_000, "P1D");

    private final HandClock clock = new HandClock();
    private final RateBudget budget = new RateBudget(clock, new ForwardTime(clock));
    /** What a store would hold: how many were taken of a window. */
    private final Map<String, Long> store = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void burstMinuteHourAndDayHoldAtOnceAndAreUsed(long seed) {
        budget.keepTo(CRM, List.of(BURST, MINUTE, HOUR, DAY));
        Random random = new Random(seed);
        List<Instant> sent = new ArrayList<>();
        Instant end = HandClock.START.plus(Duration.ofHours(30));
        while (clock.instant().isBefore(end)) {
            fetchPortions(budget);
            if (drawn(budget)) {
                sent.add(clock.instant());
            }
            clock.turn(Duration.ofMillis(random.nextInt(1, 2_000)));
        }

        assertThat(mostInAnyStretch(sent, BURST.per())).isLessThanOrEqualTo(BURST.requests());
        assertThat(mostInAnyStretch(sent, MINUTE.per())).isLessThanOrEqualTo(MINUTE.requests());
        assertThat(byWindow(sent, HOUR))
                .allMatch(count -> count <= HOUR.requests())
                .contains(HOUR.requests());
        assertThat(byWindow(sent, DAY))
                .allMatch(count -> count <= DAY.requests())
                .contains(DAY.requests());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 100, 190})
    void noStretchOfItsLengthSeesMoreThanTheLimitHoweverGreedyTheCaller(long requests) {
        RateLimit limit = new RateLimit(requests, Duration.ofSeconds(10));
        budget.keepTo(CRM, List.of(limit));
        List<Instant> sent = new ArrayList<>();
        for (int tick = 0; tick < 20_000; tick++) {
            while (drawn(budget)) {
                sent.add(clock.instant());
            }
            clock.turn(Duration.ofMillis(7));
        }

        assertThat(mostInAnyStretch(sent, limit.per())).isLessThanOrEqualTo(requests);
        double perWindow = sent.size() / 14.0;
        assertThat(perWindow).isGreaterThan(requests * (requests < 4 ? 0.45 : 0.72));
    }

    @Test
    void aShortWaitIsGrantedAndTheNextCallerWaitsLonger() {
        budget.keepTo(CRM, List.of(BURST));
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waits.add(budget.draw(Duration.ofSeconds(1)));
        }

        assertThat(waits)
                .containsExactly(Duration.ZERO, Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(750));
    }

    @Test
    void aLongerWaitIsRefusedWithTheInstant() {
        RateLimit slow = limit(1, "PT10S");
        budget.keepTo(CRM, List.of(slow));
        assertThat(drawn(budget)).isTrue();

        assertLimited(budget, HandClock.START.plusSeconds(10));
    }

    @Test
    void whatWasNotSentIsGivenBack() {
        budget.keepTo(CRM, List.of(limit(1, "PT10S")));
        assertThat(drawn(budget)).isTrue();
        budget.giveBack();

        assertThat(drawn(budget)).isTrue();
    }

    @Test
    void anAccountKeepsToTheStrictestOfItsConnectors() {
        budget.keepTo(CRM, List.of(limit(4, "PT10S")));
        budget.keepTo(ConnectorId.of("other"), List.of(limit(1, "PT10S")));
        assertThat(drawn(budget)).isTrue();
        assertThat(drawn(budget)).isFalse();

        budget.keepTo(ConnectorId.of("other"), List.of(limit(40, "PT10S")));
        assertThat(drawn(budget)).isTrue();
    }

    @Test
    void aRemoteThatBlocksIsLeftAloneUntilThenAndAtMostForADay() {
        budget.keepTo(CRM, List.of());
        budget.signal(RateSignal.blockedUntil(HandClock.START.plusSeconds(90)));
        budget.signal(RateSignal.blockedUntil(HandClock.START.plusSeconds(5)));
        assertLimited(budget, HandClock.START.plusSeconds(90));
        clock.turn(Duration.ofSeconds(90));
        assertThat(drawn(budget)).isTrue();

        budget.signal(RateSignal.blockedUntil(Instant.MAX));
        assertLimited(budget, clock.instant().plus(Duration.ofHours(24)));
    }

    @Test
    void whatTheRemoteCountsStricterIsTakenOver() {
        budget.keepTo(CRM, List.of(limit(100, "PT10S")));
        budget.signal(RateSignal.remaining(2, Duration.ofSeconds(10)));

        assertThat(drawn(budget)).isTrue();
        assertThat(drawn(budget)).isTrue();
        assertThat(drawn(budget)).isFalse();
    }

    @Test
    void aCallMayRunIntoDebtByAPortionAndItIsSettledWithTheNext() {
        RateLimit hundred = limit(100, "PT1H");
        budget.keepTo(CRM, List.of(hundred));
        fetchPortions(budget);
        for (int i = 0; i < 7; i++) {
            assertThat(drawn(budget)).isTrue();
        }
        fetchPortions(budget);

        assertThat(store.values()).containsExactly(4L + 4 + 3);
        LimitUse use = budget.use(List.of()).get(0);
        assertThat(use.resetsAt()).isEqualTo(HandClock.START.plus(Duration.ofHours(1)));
    }

    @Test
    void aRestartAndASecondProcessFindTheLongLimitsUsed() {
        RateBudget second = new RateBudget(clock, new ForwardTime(clock));
        budget.keepTo(CRM, List.of(HOUR));
        second.keepTo(CRM, List.of(HOUR));
        int sent = 0;
        for (int i = 0; i < 600; i++) {
            RateBudget one = i % 2 == 0 ? budget : second;
            fetchPortions(one);
            sent += drawn(one) ? 1 : 0;
        }
        RateBudget restarted = new RateBudget(clock, new ForwardTime(clock));
        restarted.keepTo(CRM, List.of(HOUR));
        fetchPortions(restarted);

        assertThat(sent).isEqualTo(500);
        assertLimited(restarted, HandClock.START.plus(Duration.ofHours(1)));
        clock.turn(Duration.ofHours(1));
        fetchPortions(restarted);
        assertThat(drawn(restarted)).isTrue();
    }

    @Test
    void isOnlyForgottenWhenNothingOfItWouldBeMissed() {
        budget.keepTo(CRM, List.of(BURST, HOUR));
        assertThat(budget.isAsNew()).isTrue();
        fetchPortions(budget);
        assertThat(budget.isAsNew()).isFalse();
        clock.turn(Duration.ofHours(1));
        assertThat(budget.isAsNew()).isTrue();
        budget.signal(RateSignal.blockedUntil(clock.instant().plusSeconds(5)));
        assertThat(budget.isAsNew()).isFalse();
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        budget.keepTo(CRM, List.of(limit(2, "PT10S")));
        assertThat(drawn(budget)).isTrue();
        clock.turn(Duration.ofDays(-3));
        assertThat(drawn(budget)).isFalse();
        clock.turn(Duration.ofSeconds(10));

        assertThat(drawn(budget)).isTrue();
    }

    private void fetchPortions(RateBudget of) {
        for (RateBudget.Portion portion : of.wanted()) {
            String row = portion.limit() + " " + portion.windowStart();
            long used = store.getOrDefault(row, 0L);
            long got = Math.max(0, Math.min(portion.requests(), portion.limit().requests() - used));
            store.put(row, used + got);
            of.add(portion, got);
        }
    }

    private static boolean drawn(RateBudget from) {
        try {
            return from.draw(Duration.ZERO).isZero();
        } catch (IntegrationException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            return false;
        }
    }

    private static void assertLimited(RateBudget budget, Instant retryAt) {
        assertThatThrownBy(() -> budget.draw(Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(IntegrationException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                    assertThat(refusal.retryAt()).contains(retryAt);
                });
    }

    private static long mostInAnyStretch(List<Instant> sent, Duration length) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < sent.size(); to++) {
            while (!sent.get(from).plus(length).isAfter(sent.get(to))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    private static List<Long> byWindow(List<Instant> sent, RateLimit limit) {
        Map<Long, Long> counts = new HashMap<>();
        sent.forEach(at -> counts.merge(at.getEpochSecond() / limit.per().toSeconds(), 1L, Long::sum));
        return List.copyOf(counts.values());
    }

    private static RateLimit limit(long requests, String per) {
        return new RateLimit(requests, Duration.parse(per));
    }
}
