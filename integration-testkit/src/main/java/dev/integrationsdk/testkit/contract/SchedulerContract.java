package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.access.Share;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.schedule.HealthRound;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.ScheduledStream;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
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
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.ScheduledHost.ADA;
import static dev.integrationsdk.testkit.contract.ScheduledHost.STREAM;
import static dev.integrationsdk.testkit.contract.ScheduledHost.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What a {@link Scheduler} must hold to. It is tried with the whole engine in memory. */
public interface SchedulerContract {
    /** More than any stream is run late to spread the load. */
    Duration SPREAD = Duration.ofSeconds(30);

    Duration INTERVAL = Duration.ofMinutes(5);
    Schedule EVERY_FIVE_MINUTES = Schedule.every(INTERVAL);

    /** A new scheduler without a schedule, started; called once by every test. */
    SchedulerUnderTest scheduler(Scheduling library, TurnableClock clock);

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
            host.tested.scheduler().put(Actor.SYSTEM, STREAM, Schedule.every(Duration.ofMinutes(1)));
            assertThat(host.shown(STREAM).nextRun()).isEqualTo(allowed);
            host.tested.scheduler().put(Actor.SYSTEM, STREAM, Schedule.every(Duration.ofMinutes(1)));
            assertThat(host.shown(STREAM).nextRun()).isEqualTo(allowed);
        }
    }

    @Test
    default void afterFailuresThatNeedAPersonTheWaitGrows() {
        try (ScheduledHost host = scheduled()) {
            host.tested.scheduler().put(Actor.SYSTEM, STREAM, Schedule.every(Duration.ofSeconds(1)));
            Duration former = Duration.ofSeconds(30);
            for (int failure = 1; failure <= 5; failure++) {
                host.remote.failOnPage(0, new IntegrationException(ErrorCode.AUTHENTICATION_FAILED, "refused"));
                host.tested.scheduler().runNow(Actor.SYSTEM, STREAM);
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
            host.tested.scheduler().put(Actor.SYSTEM, unknown, EVERY_FIVE_MINUTES);
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
            host.tested.scheduler().put(Actor.SYSTEM, STREAM, Schedule.every(Duration.ofMinutes(5)));
            assertThat(host.shown(STREAM)).isEqualTo(before);
        }
    }

    @Test
    default void theSameScheduleAgainBringsARunNearerThatAMovedClockPutFarAway() {
        try (ScheduledHost host = scheduled()) {
            host.turn(Duration.ofDays(1));
            host.clock.turn(Duration.ofDays(-1));
            host.tested.scheduler().put(Actor.SYSTEM, STREAM, EVERY_FIVE_MINUTES);
            assertThat(host.shown(STREAM).nextRun())
                    .isBefore(host.clock.instant().plus(INTERVAL).plus(SPREAD));
        }
    }

    @Test
    default void anotherScheduleTakesThePlaceOfTheFormer() {
        try (ScheduledHost host = scheduled()) {
            host.turn(SPREAD);
            host.tested.scheduler().put(Actor.SYSTEM, STREAM, Schedule.every(Duration.ofSeconds(10)));
            host.turn(Duration.ofSeconds(1));
            host.turn(Duration.ofSeconds(11));
            assertThat(host.runs(STREAM)).isEqualTo(3);
            assertThat(host.tested.scheduler().list(Actor.SYSTEM, STREAM.tenant(), 10))
                    .hasSize(1);
        }
    }

    @Test
    default void aScheduleGivenDuringARunCountsFromItsEnd() {
        try (ScheduledHost host = scheduled()) {
            Schedule other = Schedule.every(Duration.ofHours(10));
            host.duringNextRun(request -> {
                assertThat(host.shown(STREAM).running()).isTrue();
                assertThat(host.tested.scheduler().runNow(Actor.SYSTEM, STREAM)).isTrue();
                host.tested.scheduler().put(Actor.SYSTEM, STREAM, other);
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
            host.duringNextRun(request -> assertThat(host.tested.scheduler().remove(Actor.SYSTEM, STREAM))
                    .isTrue());
            host.turn(SPREAD);
            host.turn(Duration.ofDays(1));
            assertThat(host.runs(STREAM)).isEqualTo(1);
            assertThat(host.tested.scheduler().find(Actor.SYSTEM, STREAM)).isEmpty();
        }
    }

    @Test
    default void aStreamWithoutAScheduleIsNotRun() {
        try (ScheduledHost host = scheduled()) {
            Scheduler scheduler = host.tested.scheduler();
            assertThat(scheduler.remove(Actor.SYSTEM, STREAM)).isTrue();
            assertThat(scheduler.remove(Actor.SYSTEM, STREAM)).isFalse();
            assertThat(scheduler.runNow(Actor.SYSTEM, STREAM)).isFalse();
            assertThat(scheduler.find(Actor.SYSTEM, STREAM)).isEmpty();
            host.turn(Duration.ofDays(1));
            assertThat(host.runs(STREAM)).isZero();
        }
    }

    @Test
    default void syncNowRunsAStreamBeforeItsTime() {
        try (ScheduledHost host = scheduled()) {
            host.turn(SPREAD);
            assertThat(host.tested.scheduler().runNow(Actor.SYSTEM, STREAM)).isTrue();
            host.turn(Duration.ZERO);
            assertThat(host.runs(STREAM)).isEqualTo(2);
        }
    }

    @Test
    default void aTenantSeesItsOwnStreamsInTheOrderOfTheirNames() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            Scheduler scheduler = host.tested.scheduler();
            for (String tenant : new String[] {"acme", "acme-2", "acme.x", "Acme", "acm", "acme0", "globex"}) {
                scheduler.put(Actor.SYSTEM, stream(tenant), EVERY_FIVE_MINUTES);
            }
            StreamId incremental = STREAM.with(ScanKind.INCREMENTAL);
            scheduler.put(Actor.SYSTEM, incremental, EVERY_FIVE_MINUTES);
            assertThat(scheduler.list(Actor.SYSTEM, STREAM.tenant(), 10))
                    .extracting(ScheduledStream::stream)
                    .containsExactly(STREAM, incremental);
            assertThat(scheduler.list(Actor.SYSTEM, STREAM.tenant(), 1))
                    .extracting(ScheduledStream::stream)
                    .containsExactly(STREAM);
            assertThat(scheduler.list(Actor.SYSTEM, TenantId.of("nobody"), 10)).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> scheduler.list(Actor.SYSTEM, STREAM.tenant(), 0));
        }
    }

    @Test
    default void theLongestNamesHaveASchedule() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            String longest = "x".repeat(64);
            StreamId stream = new StreamId(
                    new EntityScope(TenantId.of(longest), ConnectorId.of(longest), EntityType.of(longest)),
                    ScanKind.INCREMENTAL);
            host.tested.scheduler().put(Actor.SYSTEM, stream, EVERY_FIVE_MINUTES);
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

    @Test
    default void healthIsCheckedInItsTimeAndWhatFailedIsTriedAgainTheNext() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            host.polling(INTERVAL);
            Instant created = host.lastCheck();
            host.turn(HealthRound.DEFAULT_INTERVAL.minusSeconds(1));
            assertThat(host.lastCheck()).isEqualTo(created);
            host.turn(Duration.ofSeconds(2));
            assertThat(host.lastCheck()).isEqualTo(host.clock.instant());
            Instant first = host.clock.instant();
            host.failNextRound();
            host.turn(HealthRound.DEFAULT_INTERVAL.plusSeconds(1));
            assertThat(host.lastCheck()).as("the round failed").isEqualTo(first);
            host.turn(HealthRound.DEFAULT_INTERVAL.plusSeconds(1));
            assertThat(host.lastCheck()).isEqualTo(host.clock.instant());
        }
    }

    @Test
    default void aStreamFollowsThePollIntervalOfItsConnectorAndSeesItChange() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            StreamId polled = host.polling(Duration.ofMinutes(10));
            host.tested.scheduler().put(ADA, polled, Schedule.polling());
            host.turn(SPREAD);
            host.turn(SPREAD);
            assertThat(host.runs(polled)).isEqualTo(1);
            assertThat(host.shown(polled).schedule()).isEqualTo(Schedule.polling());
            host.configure(ScheduledHost.stored().toBuilder()
                    .pollInterval(Duration.ofMinutes(1))
                    .build());
            host.turn(Duration.ofMinutes(11));
            assertThat(host.runs(polled)).isEqualTo(2);
            assertThat(host.shown(polled).nextRun())
                    .isBefore(host.clock.instant().plus(Duration.ofMinutes(2)));
            host.turn(Duration.ofMinutes(2));
            assertThat(host.runs(polled)).isEqualTo(3);
        }
    }

    @Test
    default void aShorterPollIntervalHoldsAtOnceIfTheScheduleIsPutAgain() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            StreamId polled = host.polling(Duration.ofDays(7));
            host.tested.scheduler().put(ADA, polled, Schedule.polling());
            host.turn(Duration.ofMinutes(2));
            host.configure(ScheduledHost.stored().toBuilder()
                    .pollInterval(Duration.ofMinutes(1))
                    .build());
            host.tested.scheduler().put(ADA, polled, Schedule.polling());
            assertThat(host.shown(polled).nextRun())
                    .isBefore(host.clock.instant().plus(Duration.ofMinutes(2)));
        }
    }

    @Test
    default void withoutAPollIntervalASchedulePutToFollowItIsRefused() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            assertThatExceptionOfType(IntegrationException.class)
                    .isThrownBy(() -> host.tested.scheduler().put(Actor.SYSTEM, STREAM, Schedule.polling()))
                    .withMessageContaining("poll-interval")
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
            assertThat(host.tested.scheduler().find(Actor.SYSTEM, STREAM)).isEmpty();
        }
    }

    @Test
    default void aPollIntervalThatIsTakenAwayIsAFailureOfTheStreamUntilItIsBack() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            StreamId polled = host.polling(Duration.ofMinutes(10));
            host.tested.scheduler().put(ADA, polled, Schedule.polling());
            host.configure(ScheduledHost.stored());
            host.turn(Duration.ofMinutes(2));
            assertThat(host.runs(polled)).isZero();
            assertThat(host.shown(polled).consecutiveFailures()).isEqualTo(1);
            Instant inAMinute = host.clock.instant().plus(Duration.ofMinutes(1));
            assertThat(host.shown(polled).nextRun()).isBetween(inAMinute, inAMinute.plusSeconds(6));
            host.configure(ScheduledHost.stored().toBuilder()
                    .pollInterval(Duration.ofMinutes(10))
                    .build());
            host.turn(Duration.ofSeconds(66));
            assertThat(host.runs(polled)).isEqualTo(1);
            assertThat(host.shown(polled).consecutiveFailures()).isZero();
        }
    }

    @Test
    default void streamsOfEveryKindHaveAScheduleButSingleRecordsDoNot() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            Scheduler scheduler = host.tested.scheduler();
            for (ScanKind kind : ScanKind.values()) {
                if (kind == ScanKind.RECORD) {
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> scheduler.put(Actor.SYSTEM, STREAM.with(kind), EVERY_FIVE_MINUTES));
                } else {
                    scheduler.put(Actor.SYSTEM, STREAM.with(kind), EVERY_FIVE_MINUTES);
                }
            }
            assertThat(scheduler.list(Actor.SYSTEM, STREAM.tenant(), 10))
                    .extracting(scheduled -> scheduled.stream().scanKind())
                    .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(ScanKind.RECORD)));
        }
    }

    @Test
    default void everyRoleMayDoWhatItMayAndNothingElse() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            StreamId shared = host.polling(INTERVAL);
            Actor reader = Actor.of("reader");
            Actor user = Actor.of("user");
            Actor stranger = Actor.of("stranger");
            host.integrations.connectors().share(ADA, ScheduledHost.STORED, reader, Optional.of(Share.READ));
            host.integrations.connectors().share(ADA, ScheduledHost.STORED, user, Optional.of(Share.USE));
            Scheduler scheduler = host.tested.scheduler();
            scheduler.put(ADA, shared, Schedule.polling());
            scheduler.put(Actor.SYSTEM, STREAM, EVERY_FIVE_MINUTES);
            for (Actor refused : List.of(reader, user, stranger)) {
                assertRefused(() -> scheduler.put(refused, shared, EVERY_FIVE_MINUTES));
                assertRefused(() -> scheduler.remove(refused, shared));
            }
            assertRefused(() -> scheduler.runNow(reader, shared));
            assertRefused(() -> scheduler.runNow(stranger, shared));
            assertThat(scheduler.runNow(user, shared)).isTrue();
            assertRefused(() -> scheduler.find(stranger, shared));
            assertThat(scheduler.list(stranger, STREAM.tenant(), 1)).isEmpty();
            for (Actor allowed : List.of(reader, user, ADA)) {
                assertThat(scheduler.find(allowed, shared)).isPresent();
                assertThat(scheduler.list(allowed, STREAM.tenant(), 2))
                        .extracting(ScheduledStream::stream)
                        .contains(shared);
            }
            assertThat(scheduler.list(reader, STREAM.tenant(), 1))
                    .as("also behind those that are not shown")
                    .extracting(ScheduledStream::stream)
                    .containsExactly(shared);
            assertThat(scheduler.remove(ADA, shared)).isTrue();
        }
    }

    @Test
    default void whatIsChangedOrRefusedIsAuditedAndNothingElse() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            StreamId owned = host.polling(INTERVAL);
            Actor stranger = Actor.of("stranger");
            Scheduler scheduler = host.tested.scheduler();
            int before = host.acts().size();
            scheduler.put(ADA, owned, EVERY_FIVE_MINUTES);
            scheduler.put(ADA, owned, EVERY_FIVE_MINUTES);
            scheduler.put(ADA, owned, Schedule.polling());
            assertRefused(() -> scheduler.put(stranger, owned, EVERY_FIVE_MINUTES));
            assertRefused(() -> scheduler.remove(stranger, owned));
            scheduler.remove(ADA, owned);
            scheduler.remove(ADA, owned);
            List<AuditEntry.Act> acts = host.acts();
            Collections.reverse(acts);
            assertThat(acts.subList(before, acts.size()))
                    .extracting(act -> act.actor() + " " + act.action() + " " + act.outcome() + " " + act.detail())
                    .containsExactly(
                            "ada STREAM_SCHEDULED DONE contact/FULL every PT5M",
                            "ada STREAM_SCHEDULED DONE contact/FULL every poll-interval of its connector",
                            "stranger STREAM_SCHEDULED DENIED ",
                            "stranger STREAM_UNSCHEDULED DENIED ",
                            "ada STREAM_UNSCHEDULED DONE contact/FULL");
        }
    }

    @Test
    default void aScheduledRunIsRequestedByTheLibraryItself() {
        try (ScheduledHost host = new ScheduledHost(this)) {
            StreamId polled = host.polling(INTERVAL);
            host.tested.scheduler().put(ADA, polled, Schedule.polling());
            host.turn(SPREAD);
            assertThat(host.integrations.inspection(ADA).runs(polled.scope(), 10))
                    .singleElement()
                    .satisfies(run -> assertThat(run.requestedBy()).isEqualTo(Actor.SYSTEM));
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_CONNECTOR));
    }

    private ScheduledHost scheduled() {
        ScheduledHost host = new ScheduledHost(this);
        host.tested.scheduler().put(Actor.SYSTEM, STREAM, EVERY_FIVE_MINUTES);
        return host;
    }
}
