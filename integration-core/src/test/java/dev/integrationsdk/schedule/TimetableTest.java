package dev.integrationsdk.schedule;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.schedule.RunOutcome.Verdict;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TimetableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final StreamId STREAM = stream("acme");
    private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1));
    private static final Schedule DAILY = Schedule.cron("0 0 * * *", ZoneOffset.UTC);
    private static final RunOutcome SUCCESS = new RunOutcome(Verdict.SUCCESS, Optional.empty());
    private static final RunOutcome FAILURE = new RunOutcome(Verdict.FAILURE, Optional.empty());

    /** Every midnight. */
    private final Timetable timetable = new Timetable(
            (cron, instant) -> instant.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));

    @Test
    void aThousandTenantsAreNotRunInTheSameSecond() {
        List<Instant> firsts = IntStream.range(0, 1_000)
                .mapToObj(i -> timetable.first(stream("tenant-" + i), HOURLY, NOW))
                .toList();
        assertThat(firsts).allMatch(at -> !at.isBefore(NOW) && at.isBefore(NOW.plusSeconds(60)));
        long mostInASecond = firsts.stream()
                .collect(Collectors.groupingBy(at -> at.getEpochSecond(), Collectors.counting()))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        assertThat(mostInASecond).isLessThan(60);
    }

    @Test
    void aStreamIsLateByTheSameEveryTime() {
        Duration late = Duration.between(NOW, timetable.first(STREAM, HOURLY, NOW));
        assertThat(timetable.next(STREAM, HOURLY, NOW))
                .isEqualTo(NOW.plus(Duration.ofHours(1)).plus(late));
    }

    @Test
    void aShortIntervalIsStretchedByLessThanATenth() {
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(
                                i -> timetable.next(stream("tenant-" + i), Schedule.every(Duration.ofSeconds(1)), NOW)))
                .allMatch(at -> at.isBefore(NOW.plusMillis(1_100)));
    }

    @Test
    void aTimeOfTheCalendarIsNeitherLeftOutNorTakenTwice() {
        Instant midnight = NOW.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        Instant first = timetable.first(STREAM, DAILY, NOW);
        assertThat(first).isBetween(midnight, midnight.plusSeconds(30));
        assertThat(timetable.first(STREAM, DAILY, midnight)).isEqualTo(first);
        assertThat(timetable.next(STREAM, DAILY, first)).isEqualTo(first.plus(1, ChronoUnit.DAYS));
    }

    @ParameterizedTest
    @CsvSource({"1, PT1M", "2, PT2M", "5, PT16M", "9, PT4H16M", "10, PT6H", "11, PT6H", "1000000, PT6H"})
    void theWaitAfterFailuresGrowsToSixHours(int failures, Duration wait) {
        Schedule often = Schedule.every(Duration.ofSeconds(1));
        assertThat(timetable.afterRun(STREAM, often, FAILURE, failures, NOW)).isEqualTo(NOW.plus(wait));
    }

    @Test
    void aFailedRunDoesNotComeBeforeItsRegularTime() {
        assertThat(timetable.afterRun(STREAM, DAILY, FAILURE, 1, NOW)).isEqualTo(timetable.next(STREAM, DAILY, NOW));
    }

    @Test
    void theInstantThatARunNamesOverrulesTheScheduleButLiesNotInThePast() {
        Instant soon = NOW.plusSeconds(7);
        RunOutcome named = new RunOutcome(Verdict.FAILURE, Optional.of(soon));
        assertThat(timetable.afterRun(STREAM, DAILY, named, 5, NOW)).isEqualTo(soon);
        assertThat(timetable.afterRun(STREAM, DAILY, named, 5, NOW.plusSeconds(8)))
                .isEqualTo(NOW.plusSeconds(8));
    }

    @Test
    void onlyTheScheduleDecidesAfterASuccess() {
        assertThat(timetable.afterRun(STREAM, HOURLY, SUCCESS, 0, NOW)).isEqualTo(timetable.next(STREAM, HOURLY, NOW));
        assertThat(Timetable.restUntil(SUCCESS, 0, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, SUCCESS, false",
        "INCOMPLETE, FAILURE, true",
        "FAILED, FAILURE, false",
        "CANCELLED, NEITHER, false",
        "INTERRUPTED, NEITHER, false"
    })
    void everyEndOfARunCounts(RunStatus status, Verdict verdict, boolean names) {
        RunOutcome outcome = RunOutcome.of(run().ended(status, NOW, failure()));
        assertThat(outcome).isEqualTo(new RunOutcome(verdict, names ? Optional.of(NOW) : Optional.empty()));
    }

    @Test
    void aRunThatGoesOnHasNoOutcome() {
        assertThatIllegalArgumentException().isThrownBy(() -> RunOutcome.of(run()));
    }

    @Test
    void aRunThatCouldNotBeginIsAFailureUnlessNobodyIsToBlame() {
        assertThat(RunOutcome.of(IntegrationException.retryAt(ErrorCode.ALREADY_RUNNING, "held", NOW)))
                .isEqualTo(new RunOutcome(Verdict.NEITHER, Optional.of(NOW)));
        assertThat(RunOutcome.of(new IntegrationException(ErrorCode.CANCELLED, "closed")))
                .isEqualTo(new RunOutcome(Verdict.NEITHER, Optional.empty()));
        assertThat(RunOutcome.of(new IntegrationException(ErrorCode.STORE_UNAVAILABLE, "down")))
                .isEqualTo(FAILURE);
        assertThat(RunOutcome.of(new IllegalStateException("foreign"))).isEqualTo(FAILURE);
    }

    private static Optional<JobRun.Failure> failure() {
        return Optional.of(new JobRun.Failure(ErrorCode.RATE_LIMITED, "slow down", Optional.of(NOW)));
    }

    private static JobRun run() {
        return new JobRun(
                new UUID(0, 1),
                STREAM,
                SystemCode.of("fake"),
                Actor.SYSTEM,
                CorrelationId.random(),
                RunStatus.RUNNING,
                NOW,
                Optional.empty(),
                RunCounts.none(),
                Optional.empty());
    }

    private static StreamId stream(String tenant) {
        return new StreamId(
                new EntityScope(TenantId.of(tenant), ConnectorId.of("crm"), EntityType.of("contact")), ScanKind.FULL);
    }
}
