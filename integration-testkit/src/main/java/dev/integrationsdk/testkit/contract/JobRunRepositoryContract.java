package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.pull.PullRange;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.STREAM;
import static dev.integrationsdk.testkit.contract.Fixtures.run;
import static dev.integrationsdk.testkit.contract.Fixtures.stream;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertUnknownStatusIsRefused;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.JobRunRepository} must hold to. */
public interface JobRunRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void runIsReadBackAsItWasStarted() {
        StoreUnderTest store = store();
        start(store, run("1"));
        assertThat(find(store, run("1"))).contains(run("1"));
    }

    @Test
    default void countsOfEveryStateAndReasonsAreKept() {
        StoreUnderTest store = store();
        start(store, run("1"));
        Map<RecordState, Long> states = new EnumMap<>(RecordState.class);
        for (RecordState state : RecordState.values()) {
            states.put(state, 5_000_000_000L + states.size());
        }
        JobRun counted = run("1").withCounts(RunCounts.of(states, Map.of("no-email", 3L, "\"odd\" reason", 1L)));
        update(store, counted);
        assertThat(find(store, counted)).contains(counted);
    }

    @Test
    default void endAndFailureAreKept() {
        StoreUnderTest store = store();
        start(store, run("1"));
        JobRun.Failure failure =
                new JobRun.Failure(ErrorCode.RATE_LIMITED, "10 calls a second", Optional.of(NOW.plusSeconds(9)));
        JobRun ended = run("1").ended(RunStatus.INCOMPLETE, NOW.plusNanos(1_000), Optional.of(failure));
        update(store, ended);
        assertThat(find(store, ended)).contains(ended);
    }

    @Test
    default void rangeAndEstimateAreKept() {
        StoreUnderTest store = store();
        JobRun plain = run("1");
        JobRun backfill = new JobRun(
                plain.id(),
                plain.stream(),
                plain.system(),
                plain.requestedBy(),
                plain.correlationId(),
                plain.status(),
                plain.startedAt(),
                plain.completedAt(),
                plain.counts(),
                plain.failure(),
                Optional.of(new PullRange(NOW.minusSeconds(1), NOW)),
                Optional.of(7L));
        start(store, backfill);
        assertThat(find(store, backfill)).contains(backfill);
        update(store, backfill.withExpected(1L << 40));
        assertThat(find(store, backfill)).contains(backfill.withExpected(1L << 40));
    }

    @Test
    default void runThatHasEndedIsNeverChangedAgain() {
        StoreUnderTest store = store();
        start(store, run("1"));
        JobRun ended = run("1").ended(RunStatus.SUCCEEDED, NOW, Optional.empty());
        update(store, ended);
        update(store, run("1").withCounts(RunCounts.of(Map.of(RecordState.CREATED, 1L), Map.of())));
        update(store, run("1").ended(RunStatus.FAILED, NOW, Optional.empty()));
        assertThat(find(store, ended)).contains(ended);
    }

    @Test
    default void updateOfARunThatWasNeverStartedDoesNothing() {
        StoreUnderTest store = store();
        update(store, run("1"));
        assertThat(find(store, run("1"))).isEmpty();
    }

    @Test
    default void runsOfTheStreamThatWereAbandonedEndAsInterrupted() {
        StoreUnderTest store = store();
        start(store, run("running"));
        start(store, run("ended"));
        update(store, run("ended").ended(RunStatus.SUCCEEDED, NOW, Optional.empty()));
        start(store, run("other-scan", STREAM.with(ScanKind.FULL)));
        start(store, run("other-tenant", stream(OTHER_TENANT)));
        assertThat(endAbandoned(store, NOW.plusSeconds(5))).isEqualTo(1);
        assertThat(find(store, run("running")))
                .contains(run("running").ended(RunStatus.INTERRUPTED, NOW.plusSeconds(5), Optional.empty()));
        assertThat(endAbandoned(store, NOW.plusSeconds(6))).isZero();
    }

    @Test
    @DisplayName("R23: abandoned run ends at the given instant, but not before it started")
    default void abandonedRunDoesNotEndBeforeItStarted() {
        StoreUnderTest store = store();
        start(store, run("1"));
        endAbandoned(store, NOW.minusSeconds(5));
        assertThat(find(store, run("1")).flatMap(JobRun::completedAt)).contains(NOW);
    }

    @Test
    default void latestRunIsListedFirst() {
        StoreUnderTest store = store();
        JobRun early = startedAt(run("early"), NOW.minusSeconds(1));
        JobRun late = startedAt(run("late"), NOW.plusSeconds(1));
        start(store, run("middle"));
        start(store, late);
        start(store, early);
        assertThat(list(store, SCOPE, 2)).containsExactly(late, run("middle"));
    }

    @Test
    @DisplayName("R10: run is hidden from another tenant that knows its id")
    default void runIsHiddenFromAnotherTenantThatKnowsItsId() {
        StoreUnderTest store = store();
        start(store, run("1"));
        assertThat(find(store, OTHER_TENANT.tenant(), run("1").id())).isEmpty();
        assertThat(list(store, OTHER_TENANT, 9)).isEmpty();
    }

    @Test
    @DisplayName("R10: run is not changed under the names of another tenant")
    default void runIsNotChangedUnderTheNamesOfAnotherTenant() {
        StoreUnderTest store = store();
        start(store, run("1"));
        start(store, run("2", stream(OTHER_TENANT)));
        update(store, run("1", stream(OTHER_TENANT)).ended(RunStatus.FAILED, NOW, Optional.empty()));
        assertThat(find(store, run("1"))).contains(run("1"));
    }

    @Test
    @DisplayName("R03: rollback undoes start and update")
    default void rollbackUndoesStartAndUpdate() {
        StoreUnderTest store = store();
        start(store, run("1"));
        store.runAndRollBack(unit -> {
            store.repositories().jobRuns().start(unit, run("2"));
            store.repositories().jobRuns().update(unit, run("1").ended(RunStatus.FAILED, NOW, Optional.empty()));
        });
        assertThat(find(store, run("2"))).isEmpty();
        assertThat(find(store, run("1"))).contains(run("1"));
    }

    @Test
    @DisplayName("R15: instants keep microseconds in UTC whatever the zone")
    default void instantsOfRunsKeepMicroseconds() {
        StoreUnderTest store = store();
        inEveryZone(zone -> {
            JobRun started = run(zone.replace('/', '.'));
            start(store, started);
            update(store, started.ended(RunStatus.SUCCEEDED, NOW, Optional.empty()));
            assertThat(list(store, SCOPE, 9)).isNotEmpty().allSatisfy(found -> {
                assertThat(found.startedAt()).isEqualTo(NOW);
                assertThat(found.completedAt()).contains(NOW);
            });
        });
    }

    @Test
    @DisplayName("R22: unknown status text of a run is an error")
    default void unknownStatusOfARunIsAnError() {
        StoreUnderTest store = store();
        start(store, run("1"));
        assertUnknownStatusIsRefused(
                store, unit -> store.repositories().jobRuns().list(unit, SCOPE, 1));
    }

    private static JobRun startedAt(JobRun run, Instant at) {
        return new JobRun(
                run.id(),
                run.stream(),
                run.system(),
                run.requestedBy(),
                run.correlationId(),
                run.status(),
                at,
                run.completedAt(),
                run.counts(),
                run.failure());
    }

    private static void start(StoreUnderTest store, JobRun run) {
        store.run(unit -> store.repositories().jobRuns().start(unit, run));
    }

    private static void update(StoreUnderTest store, JobRun run) {
        store.run(unit -> store.repositories().jobRuns().update(unit, run));
    }

    private static int endAbandoned(StoreUnderTest store, Instant at) {
        return store.get(unit -> store.repositories().jobRuns().endAbandoned(unit, STREAM, at));
    }

    private static Optional<JobRun> find(StoreUnderTest store, JobRun run) {
        return find(store, run.stream().tenant(), run.id());
    }

    private static Optional<JobRun> find(StoreUnderTest store, TenantId tenant, UUID id) {
        return store.get(unit -> store.repositories().jobRuns().find(unit, tenant, id));
    }

    private static List<JobRun> list(StoreUnderTest store, EntityScope scope, int limit) {
        return store.get(unit -> store.repositories().jobRuns().list(unit, scope, limit));
    }
}
