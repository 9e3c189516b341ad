package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.run.Runner;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.testkit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.ScheduledHost.STREAM;
import static dev.integrationsdk.testkit.contract.ScheduledHost.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What a {@link Scheduler} must hold to. It is tried with the whole engine in memory. */
public interface SchedulerContract {
    /** More than any stream is run late to spread the load. */
    Duration SPREAD = Duration.ofSeconds(30);

    Duration INTERVAL = Duration.ofMinutes(5);
    Schedule EVERY_FIVE_MINUTES = Schedule.every(INTERVAL);

    /** A new scheduler without a schedule, started; called once by every test. */
    SchedulerUnderTest scheduler(Runner runner, TurnableClock clock);

    @Test
    default void aStreamIsRunAtOnceAndThenAfterItsInterval() {
        try (ScheduledHost host = scheduled()) {
            host.turn(SPREAD);
            assertThat(host.runs(STREAM)).isEqualTo(1);
            host.turn(INTERVAL.minusSeconds(1));
            assertThat(host.runs(STREAM)).isEqualTo(1);
            host.turn(SPREAD);
            assertThat(host.runs(STREAM)).isEqualTo(2);
        }
    }

    @Test
    default void timesThatPassedAreMadeUpForByOneRun() {
        try (ScheduledHost host = scheduled()) {
            host.turn(Duration.ofDays(1));
            host.turn(Duration.ZERO);
            assertThat(host.runs(STREAM)).isEqualTo(1);
        }
    }

    @Test
    default void successIsShownWithTheNextRun() {
        try (ScheduledHost host = scheduled()) {
            host.turn(SPREAD);
            Instant now = host.clock.instant();
            ScheduledStream shown = host.shown(STREAM);
            assertThat(shown.schedule()).isEqualTo(EVERY_FIVE_MINUTES);
            assertThat(shown.lastSuccess()).hasValue(now);
            assertThat(shown.lastFailure()).isEmpty();
            assertThat(shown.consecutiveFailures()).isZero();
            assertThat(shown.running()).isFalse();
            assertThat(shown.nextRun())
                    .isBetween(now.plus(INTERVAL), now.plus(INTERVAL).plus(SPREAD));
        }
    }

    @Test
    default void aRunThatNamesTheInstantToGoOnIsFollowedThenAndNotBefore() {
        try (ScheduledHost host = scheduled()) {
            Instant allowed = host.clock.instant().plus(Duration.ofHours(2));
            host.remote.failOnPage(0, IntegrationException.retryAt(ErrorCode.RATE_LIMITED, "slow down", allowed));
            host.turn(SPREAD);
            assertThat(host.shown(STREAM).nextRun()).isEqualTo(allowed);
            assertThat(host.shown(STREAM).consecutiveFailures()).isEqualTo(1);
            host.turn(Duration.between(host.clock.instant(), allowed).minusMillis(1));
            assertThat(host.runs(STREAM)).isEqualTo(1);
            host.turn(Duration.ofMillis(1));
            assertThat(host.runs(STREAM)).isEqualTo(2);
            assertThat(host.shown(STREAM).consecutiveFailures()).isZero();
        }
    }

    @Test
    default void anotherScheduleDoesNotShortenAWaitThatTheRemoteAskedFor() {
        try (ScheduledHost host = scheduled()) {
            Instant allowed = host.clock.instant().plus(Duration.ofHours(2));
            host.remote.failOnPage(0, IntegrationException.retryAt(ErrorCode.RATE_LIMITED, "slow down", allowed));
            host.turn(SPREAD);
            host.tested.scheduler().put(STREAM, Schedule.every(Duration.ofMinutes(1)));
            assertThat(host.shown(STREAM).nextRun()).isEqualTo(allowed);
            host.tested.scheduler().put(STREAM, Schedule.every(Duration.ofMinutes(1)));
            assertThat(host.shown(STREAM).nextRun()).isEqualTo(allowed);
        }
    }

    @Test
    default void afterFailuresThatNeedAPersonTheWaitGrows() {
        try (ScheduledHost host = scheduled()) {
            host.tested.scheduler().put(STREAM, Schedule.every(Duration.ofSeconds(1)));
            Duration former = Duration.ofSeconds(30);
            for (int failure = 1; failure <= 5; failure++) {
                host.remote.failOnPage(0, new IntegrationException(ErrorCode.AUTHENTICATION_FAILED, "refused"));
                host.tested.scheduler().runNow(STREAM);
                host.turn(Duration.ZERO);
                ScheduledStream shown = host.shown(STREAM);
                assertThat(shown.consecutiveFailures()).isEqualTo(failure);
                assertThat(shown.lastFailure()).hasValue(host.clock.instant());
                former = former.multipliedBy(2);
                assertThat(shown.nextRun()).isEqualTo(host.clock.instant().plus(former));
            }
        }
    }

    @Test
    default void aRunThatCannotBeginIsAFailureOfTheStream() {
        try (ScheduledHost host = scheduled()) {
            StreamId unknown = stream("nobody");
            host.tested.scheduler().put(unknown, EVERY_FIVE_MINUTES);
            host.turn(SPREAD);
            assertThat(host.shown(unknown).consecutiveFailures()).isEqualTo(1);
            assertThat(host.shown(unknown).lastSuccess()).isEmpty();
            assertThat(host.runs(STREAM)).isEqualTo(1);
        }
    }

    @Test
    default void aStreamThatSomebodyElseHasIsTriedAgainWhenTheLeaseRunsOut() {
        try (ScheduledHost host = scheduled()) {
            Duration time = Duration.ofMinutes(3);
            Lease lease = host.store.inTransaction(unit -> host.store.leases().acquire(unit, STREAM, "other", time));
            Instant expiry = host.clock.instant().plus(time);
            host.turn(SPREAD);
            assertThat(lease.owner()).isEqualTo("other");
            assertThat(host.shown(STREAM).nextRun()).isEqualTo(expiry);
            assertThat(host.shown(STREAM).consecutiveFailures()).isZero();
            assertThat(host.shown(STREAM).lastFailure()).isEmpty();
            host.turn(time);
            assertThat(host.runs(STREAM)).isEqualTo(1);
        }
    }

    @Test
    default void aCancelledRunIsNoFailureAndWaitsForItsTime() {
        try (ScheduledHost host = scheduled()) {
            host.duringNextRun(request -> host.integrations.cancel(STREAM));
            host.turn(SPREAD);
            assertThat(host.runs(STREAM)).isEqualTo(1);
            assertThat(host.shown(STREAM).consecutiveFailures()).isZero();
            assertThat(host.shown(STREAM).lastSuccess()).isEmpty();
            assertThat(host.shown(STREAM).nextRun())
                    .isAfterOrEqualTo(host.clock.instant().plus(INTERVAL));
        }
    }

    @Test
    default void theSameScheduleAgainChangesNothing() {
        try (ScheduledHost host = scheduled()) {
            host.turn(SPREAD);
            ScheduledStream before = host.shown(STREAM);
            host.clock.turn(Duration.ofMinutes(4));
            host.tested.scheduler().put(STREAM, Schedule.every(Duration.ofMinutes(5)));
            assertThat(host.shown(STREAM)).isEqualTo(before);
        }
    }

    @Test
    default void theSameScheduleAgainBringsARunNearerThatAMovedClockPutFarAway() {
        try (ScheduledHost host = scheduled()) {
            host.turn(Duration.ofDays(1));
            host.clock.turn(Duration.ofDays(-1));
            host.tested.scheduler().put(STREAM, EVERY_FIVE_MINUTES);
            assertThat(host.shown(STREAM).nextRun())
                    .isBefore(host.clock.instant().plus(INTERVAL).plus(SPREAD));
        }
    }

    @Test
    default void anotherScheduleTakesThePlaceOfTheFormer() {
        try (ScheduledHost host = scheduled()) {
            host.turn(SPREAD);
            host.tested.scheduler().put(STREAM, Schedule.every(Duration.ofSeconds(10)));
            host.turn(Duration.ofSeconds(1));
            host.turn(Duration.ofSeconds(11));
            assertThat(host.runs(STREAM)).isEqualTo(3);
            assertThat(host.tested.scheduler().list(STREAM.tenant(), 10)).hasSize(1);
        }
    }

    @Test
    default void aScheduleGivenDuringARunCountsFromItsEnd() {
        try (ScheduledHost host = scheduled()) {
            Schedule other = Schedule.every(Duration.ofHours(10));
            host.duringNextRun(request -> {
                assertThat(host.shown(STREAM).running()).isTrue();
                assertThat(host.tested.scheduler().runNow(STREAM)).isTrue();
                host.tested.scheduler().put(STREAM, other);
            });
            host.turn(SPREAD);
            ScheduledStream shown = host.shown(STREAM);
            assertThat(shown.lastSuccess()).isPresent();
            assertThat(shown.schedule()).isEqualTo(other);
            assertThat(shown.nextRun()).isAfter(host.clock.instant().plus(Duration.ofHours(9)));
        }
    }

    @Test
    default void aStreamThatLosesItsScheduleDuringARunIsNotRunAgain() {
        try (ScheduledHost host = scheduled()) {
            host.duringNextRun(request ->
                    assertThat(host.tested.scheduler().remove(STREAM)).isTrue());
            host.turn(SPREAD);
            host.turn(Duration.ofDays(1));
            assertThat(host.runs(STREAM)).isEqualTo(1);
            assertThat(host.tested.scheduler().find(STREAM)).isEmpty();
        }
    }

    @Test
    default void aStreamWithoutAScheduleIsNotRun() {
        try (ScheduledHost host = scheduled()) {
            Scheduler scheduler = host.tested.scheduler();
            assertThat(scheduler.remove(STREAM)).isTrue();
            assertThat(scheduler.remove(STREAM)).isFalse();
            assertThat(scheduler.runNow(STREAM)).isFalse();
            assertThat(scheduler.find(STREAM)).isEmpty();
            host.turn(Duration.ofDays(1));
            assertThat(host.runs(STREAM)).isZero();
        }
    }

    @Test
    default void syncNowRunsAStreamBeforeItsTime() {
        try (ScheduledHost host = scheduled()) {
            host.turn(SPREAD);
            assertThat(host.tested.scheduler().runNow(STREAM)).isTrue();
            host.turn(Duration.ZERO);
            assertThat(host.runs(STREAM)).isEqualTo(2);
        }
    }

    @Test
    default void aTenantSeesItsOwnStreamsInTheOrderOfTheirNames() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            Scheduler scheduler = host.tested.scheduler();
            for (String tenant : new String[] {"acme", "acme-2", "acme.x", "Acme", "acm", "acme0", "globex"}) {
                scheduler.put(stream(tenant), EVERY_FIVE_MINUTES);
            }
            StreamId incremental = STREAM.with(ScanKind.INCREMENTAL);
            scheduler.put(incremental, EVERY_FIVE_MINUTES);
            assertThat(scheduler.list(STREAM.tenant(), 10))
                    .extracting(ScheduledStream::stream)
                    .containsExactly(STREAM, incremental);
            assertThat(scheduler.list(STREAM.tenant(), 1))
                    .extracting(ScheduledStream::stream)
                    .containsExactly(STREAM);
            assertThat(scheduler.list(TenantId.of("nobody"), 10)).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> scheduler.list(STREAM.tenant(), 0));
        }
    }

    @Test
    default void theLongestNamesHaveASchedule() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            String longest = "x".repeat(64);
            StreamId stream = new StreamId(
                    new EntityScope(TenantId.of(longest), ConnectorId.of(longest), EntityType.of(longest)),
                    ScanKind.INCREMENTAL);
            host.tested.scheduler().put(stream, EVERY_FIVE_MINUTES);
            assertThat(host.shown(stream).stream()).isEqualTo(stream);
        }
    }

    @Test
    default void aSchedulerIsStartedOnce() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> host.tested.scheduler().start());
            host.tested.scheduler().close();
            host.tested.scheduler().close();
            assertThatIllegalStateException()
                    .isThrownBy(() -> host.tested.scheduler().start());
        }
    }

    private ScheduledHost scheduled() {
        ScheduledHost host = new ScheduledHost(this);
        host.tested.scheduler().put(STREAM, EVERY_FIVE_MINUTES);
        return host;
    }
}
