package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.store.PurgeReport;
import dev.integrationsdk.store.PurgedTable;
import dev.integrationsdk.store.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_KEY;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.STREAM;
import static dev.integrationsdk.testkit.contract.Fixtures.call;
import static dev.integrationsdk.testkit.contract.Fixtures.letter;
import static dev.integrationsdk.testkit.contract.Fixtures.run;
import static dev.integrationsdk.testkit.contract.Fixtures.stream;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.CrossTenantRepository} must hold to, seen through {@link Retention}. */
public interface RetentionContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R19: purge removes what is older than the instant and nothing at or after it")
    default void purgeRemovesWhatIsOlderAndNothingElse() {
        StoreUnderTest store = store();
        List<IntegrationLogEntry> kept = List.of(call("at", NOW), call("after", NOW.plusNanos(1_000)));
        append(store, kept);
        append(store, List.of(call("before", NOW.minusNanos(1_000)), call("theirs", OTHER_KEY, NOW.minusSeconds(1))));
        PurgeReport report = purge(store, Map.of(PurgedTable.INTEGRATION_LOG, NOW));
        assertThat(report).isEqualTo(new PurgeReport(Map.of(PurgedTable.INTEGRATION_LOG, 2L), true));
        assertThat(log(store)).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    @DisplayName("R19: purge of job runs counts from their end")
    default void purgeOfJobRunsCountsFromTheirEnd() {
        StoreUnderTest store = store();
        ended(store, "long", STREAM, NOW.minusSeconds(90), NOW.plusSeconds(1));
        ended(store, "at", STREAM, NOW.minusSeconds(80), NOW);
        ended(store, "before", STREAM, NOW.minusSeconds(70), NOW.minusNanos(1_000));
        ended(store, "last", STREAM, NOW.minusSeconds(60), NOW.minusSeconds(50));
        assertThat(purge(store, Map.of(PurgedTable.JOB_RUN, NOW)).removed())
                .containsExactly(Map.entry(PurgedTable.JOB_RUN, 1L));
        assertThat(runs(store)).containsExactly("last", "at", "long");
    }

    @Test
    @DisplayName("R19: last run of each stream that has ended is never purged")
    default void lastRunOfEachStreamThatHasEndedIsNeverPurged() {
        StoreUnderTest store = store();
        List<StreamId> streams = List.of(STREAM, STREAM.with(ScanKind.FULL), stream(OTHER_TENANT));
        for (StreamId stream : streams) {
            ended(store, named("first", stream), stream, NOW.minusSeconds(90), NOW.minusSeconds(80));
            ended(store, named("last", stream), stream, NOW.minusSeconds(70), NOW.minusSeconds(60));
        }
        assertThat(purge(store, Map.of(PurgedTable.JOB_RUN, NOW)).removed()).containsValue(3L);
        assertThat(streams)
                .allSatisfy(stream -> assertThat(find(store, run(named("last", stream), stream)))
                        .isPresent());
    }

    @Test
    @DisplayName("R19: running run is never purged and saves no other one")
    default void runningRunIsNeverPurgedAndSavesNoOtherOne() {
        StoreUnderTest store = store();
        ended(store, "first", STREAM, NOW.minusSeconds(90), NOW.minusSeconds(80));
        ended(store, "last", STREAM, NOW.minusSeconds(70), NOW.minusSeconds(60));
        start(store, run("running"), NOW.minusSeconds(50));
        assertThat(purge(store, Map.of(PurgedTable.JOB_RUN, NOW)).removed()).containsValue(1L);
        assertThat(runs(store)).containsExactly("running", "last");
    }

    @Test
    default void deadLetterOutlivesItsRun() {
        StoreUnderTest store = store();
        ended(store, "run", STREAM, NOW.minusSeconds(90), NOW.minusSeconds(80));
        ended(store, "last", STREAM, NOW.minusSeconds(70), NOW.minusSeconds(60));
        store.run(unit -> store.repositories().deadLetters().put(unit, List.of(letter(SCOPE, "1"))));
        purge(store, Map.of(PurgedTable.JOB_RUN, NOW));
        List<?> letters = store.get(unit -> store.repositories().deadLetters().list(unit, SCOPE, 9));
        assertThat(letters).hasSize(1);
        assertThat(find(store, run("run"))).isEmpty();
    }

    @Test
    default void purgeWorksInBoundedBatches() {
        StoreUnderTest store = store();
        append(
                store,
                IntStream.range(0, 2 * Retention.BATCH + 5)
                        .mapToObj(i -> call("call " + i, NOW.minusNanos((i % 7 + 1) * 1_000L)))
                        .toList());
        List<Long> progress = new ArrayList<>();
        PurgeReport report = new Retention(store.repositories(), store.transactions())
                .purge(Map.of(PurgedTable.INTEGRATION_LOG, NOW), soFar -> {
                    progress.add(soFar.removed().get(PurgedTable.INTEGRATION_LOG));
                    assertThat(soFar.complete()).isFalse();
                });
        long batch = Retention.BATCH;
        assertThat(progress).containsExactly(batch, 2 * batch, 2 * batch + 5, 2 * batch + 5);
        assertThat(report.removed()).containsValue(2 * batch + 5);
        assertThat(log(store)).isEmpty();
    }

    @Test
    default void batchOfJobRunsRemovesAtMostItsLimit() {
        StoreUnderTest store = store();
        for (int i = 0; i < 8; i++) {
            ended(store, "run-" + i, STREAM, NOW.minusSeconds(90 - i), NOW.minusSeconds(90 - i));
        }
        List<Integer> batches = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            batches.add(store.get(unit -> purgeRuns(store, unit, 3)));
        }
        assertThat(batches).containsExactly(3, 3, 1, 0);
        assertThat(runs(store)).containsExactly("run-7");
    }

    @Test
    default void interruptedPurgeStopsAfterTheBatchInHandAndCanGoOn() {
        StoreUnderTest store = store();
        append(
                store,
                IntStream.range(0, Retention.BATCH + 1)
                        .mapToObj(i -> call("call " + i, NOW.minusSeconds(1)))
                        .toList());
        Retention retention = new Retention(store.repositories(), store.transactions());
        PurgeReport report = retention.purge(
                Map.of(PurgedTable.INTEGRATION_LOG, NOW),
                soFar -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.complete()).isFalse();
        assertThat(report.removed()).containsValue((long) Retention.BATCH);
        assertThat(purge(store, Map.of(PurgedTable.INTEGRATION_LOG, NOW)))
                .isEqualTo(new PurgeReport(Map.of(PurgedTable.INTEGRATION_LOG, 1L), true));
    }

    @Test
    default void onlyTheTablesThatAreNamedArePurged() {
        StoreUnderTest store = store();
        ended(store, "first", STREAM, NOW.minusSeconds(90), NOW.minusSeconds(80));
        ended(store, "last", STREAM, NOW.minusSeconds(70), NOW.minusSeconds(60));
        append(store, List.of(call("1", NOW.minusSeconds(1))));
        assertThat(purge(store, Map.of())).isEqualTo(new PurgeReport(Map.of(), true));
        assertThat(purge(store, Map.of(PurgedTable.INTEGRATION_LOG, NOW)).removed())
                .containsOnlyKeys(PurgedTable.INTEGRATION_LOG);
        assertThat(runs(store)).hasSize(2);
    }

    @Test
    @DisplayName("R02: purges at once remove everything once")
    default void purgesAtOnceRemoveEverythingOnce() {
        StoreUnderTest store = store();
        append(
                store,
                IntStream.range(0, 500)
                        .mapToObj(i -> call("call " + i, NOW.minusSeconds(1)))
                        .toList());
        assertThat(Threads.run(4, thread -> purge(store, Map.of(PurgedTable.INTEGRATION_LOG, NOW))))
                .allSatisfy(refusal -> assertThat(refusal).isEqualTo(ErrorCode.STORE_CONFLICT))
                .hasSizeLessThan(4);
        assertThat(log(store)).isEmpty();
    }

    @Test
    @DisplayName("R23: only the given instants decide what is old, not the time of day")
    default void onlyTheGivenInstantsDecide() {
        StoreUnderTest store = store();
        Instant longAgo = Instant.parse("1999-12-31T23:59:59.999999Z");
        Instant farOff = Instant.parse("2199-12-31T23:59:59.999999Z");
        append(store, List.of(call("past", longAgo), call("future", farOff)));
        ended(store, "past", STREAM, longAgo, longAgo);
        ended(store, "future", STREAM, farOff, farOff);
        Duration hour = Duration.ofHours(1);
        assertThat(purge(store, both(longAgo)).removed()).doesNotContainValue(1L);
        assertThat(log(store)).hasSize(2);
        assertThat(purge(store, both(longAgo.plus(hour))).removed())
                .containsOnly(Map.entry(PurgedTable.INTEGRATION_LOG, 1L), Map.entry(PurgedTable.JOB_RUN, 1L));
        assertThat(purge(store, both(farOff.plus(hour))).removed())
                .containsOnly(Map.entry(PurgedTable.INTEGRATION_LOG, 1L), Map.entry(PurgedTable.JOB_RUN, 0L));
    }

    @Test
    @DisplayName("R03: rollback undoes a batch")
    default void rollbackUndoesABatch() {
        StoreUnderTest store = store();
        append(store, List.of(call("1", NOW.minusSeconds(1))));
        ended(store, "first", STREAM, NOW.minusSeconds(90), NOW.minusSeconds(80));
        ended(store, "last", STREAM, NOW.minusSeconds(70), NOW.minusSeconds(60));
        store.runAndRollBack(unit -> {
            assertThat(store.repositories().acrossTenants().purge(unit, PurgedTable.INTEGRATION_LOG, NOW, 9))
                    .isEqualTo(1);
            assertThat(purgeRuns(store, unit, 9)).isEqualTo(1);
        });
        assertThat(log(store)).hasSize(1);
        assertThat(runs(store)).hasSize(2);
    }

    private static Map<PurgedTable, Instant> both(Instant before) {
        return Map.of(PurgedTable.INTEGRATION_LOG, before, PurgedTable.JOB_RUN, before);
    }

    private static int purgeRuns(StoreUnderTest store, UnitOfWork unit, int limit) {
        return store.repositories().acrossTenants().purge(unit, PurgedTable.JOB_RUN, NOW, limit);
    }

    private static PurgeReport purge(StoreUnderTest store, Map<PurgedTable, Instant> before) {
        return new Retention(store.repositories(), store.transactions()).purge(before, soFar -> {});
    }

    private static void append(StoreUnderTest store, List<IntegrationLogEntry> entries) {
        store.run(unit -> store.repositories().integrationLog().append(unit, entries));
    }

    private static List<IntegrationLogEntry> log(StoreUnderTest store) {
        return store.get(unit -> store.repositories().integrationLog().list(unit, KEY, LogWindow.latest(1_000)));
    }

    private static void ended(StoreUnderTest store, String name, StreamId stream, Instant from, Instant to) {
        JobRun started = start(store, run(name, stream), from);
        JobRun ended = started.ended(RunStatus.SUCCEEDED, to, Optional.empty());
        store.run(unit -> store.repositories().jobRuns().update(unit, ended));
    }

    private static JobRun start(StoreUnderTest store, JobRun run, Instant at) {
        JobRun started = new JobRun(
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
        store.run(unit -> store.repositories().jobRuns().start(unit, started));
        return started;
    }

    private static String named(String name, StreamId stream) {
        return name + "-" + stream.tenant() + "-" + stream.scanKind();
    }

    private static Optional<JobRun> find(StoreUnderTest store, JobRun run) {
        return store.get(
                unit -> store.repositories().jobRuns().find(unit, run.stream().tenant(), run.id()));
    }

    /** By their names, the latest first. */
    private static List<String> runs(StoreUnderTest store) {
        return store.get(unit -> store.repositories().jobRuns().list(unit, SCOPE, 100)).stream()
                .map(run -> run.correlationId().value())
                .toList();
    }
}
