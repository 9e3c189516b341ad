package dev.integrationsdk.scans;

import dev.integrationsdk.health.StreamFreshness;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunCounts;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.integrationsdk.spi.identity.ScanKind.FULL;
import static dev.integrationsdk.spi.identity.ScanKind.INCREMENTAL;
import static org.assertj.core.api.Assertions.assertThat;

/** What a run says of itself. */
class RunOutcomeTest {
    private final ScanHost host = new ScanHost();

    @AfterEach
    void close() {
        host.close();
    }

    private void put(int records) {
        for (int i = 0; i < records; i++) {
            host.remote.put("id-" + i, "name " + i);
            host.clock.turn(Duration.ofMinutes(1));
        }
    }

    @Test
    void aScanThatDidNotSeeEverythingIsPartialAndSoIsItsCheckpoint() {
        put(2);
        host.remote.answering(
                page -> page.isLast() ? PullPage.last(page.changes(), page.next(), Completeness.PARTIAL) : page);

        JobRun run = host.run(FULL);

        assertThat(run.status()).isEqualTo(RunStatus.PARTIAL);
        assertThat(host.integrations.inspection(Actor.SYSTEM).run(ScanHost.ACME, run.id()))
                .contains(run);
        assertThat(host.checkpoint(FULL).flatMap(StoredCheckpoint::ended)).contains(Completeness.PARTIAL);
        assertThat(host.checkpoint(FULL).orElseThrow().scanComplete()).isTrue();
    }

    /** The remote gives one more record each time, and always the same position. */
    private void standStill() {
        host.run(INCREMENTAL);
        List<PullPage> first = new ArrayList<>();
        int[] count = {0};
        host.remote.answering(page -> {
            first.add(page);
            Change another = Change.upserted(ExternalRecord.of(
                    ExternalId.of("new-" + count[0]++),
                    Attributes.builder().put("name", "n").build()));
            return PullPage.last(List.of(another), first.get(0).next(), Completeness.COMPLETE);
        });
        host.run(INCREMENTAL);
    }

    @Test
    void aRunThatBringsRecordsAndStandsWhereItStoodMakesNoProgress() {
        put(1);
        standStill();

        JobRun run = host.run(INCREMENTAL);

        assertThat(run.status()).isEqualTo(RunStatus.NO_PROGRESS);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(1);
    }

    @Test
    void threeOfThemInARowAreAmberAndOneThatMovesIsNot() {
        put(1);
        standStill();
        host.run(INCREMENTAL);
        assertThat(freshness().isAmber()).isFalse();
        host.run(INCREMENTAL);
        assertThat(freshness().standstills()).isEqualTo(3);
        assertThat(freshness().isAmber()).isTrue();

        host.remote.answering(page -> page);
        host.clock.turn(Duration.ofMinutes(1));
        host.remote.put("moves", "on");
        host.clock.turn(Duration.ofMinutes(1));
        host.run(INCREMENTAL);

        assertThat(freshness().isAmber()).isFalse();
    }

    private StreamFreshness freshness() {
        return host.integrations.health().status(Actor.SYSTEM, host.key()).streams().stream()
                .filter(stream -> stream.stream().equals(host.stream(INCREMENTAL)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aQuietRemoteThatRepeatsItsLastRecordIsNoStandstill() {
        put(1);
        host.run(INCREMENTAL);
        List<PullPage> first = new ArrayList<>();
        host.remote.answering(page -> {
            first.add(page);
            Change same = Change.upserted(ExternalRecord.of(
                    ExternalId.of("id-0"),
                    Attributes.builder().put("name", "name 0").build()));
            return PullPage.last(List.of(same), first.get(0).next(), Completeness.COMPLETE);
        });

        host.run(INCREMENTAL);
        JobRun quiet = host.run(INCREMENTAL);

        assertThat(quiet.counts().of(RecordState.UNCHANGED)).isEqualTo(1);
        assertThat(quiet.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ScanKind.class,
            names = {"FULL", "INCREMENTAL", "BACKFILL", "RECONCILE"})
    void theCountsAddUpToWhatWasRead(ScanKind kind) {
        put(7);
        long[] given = {0};
        host.remote.answering(page -> {
            List<Change> changes = new ArrayList<>(page.changes());
            if (page.isLast()) {
                changes.subList(1, changes.size()).clear();
                changes.add(Change.deleted(ExternalId.of("id-1"), Change.DeleteKind.DELETED));
            }
            given[0] += changes.size();
            return page.isLast()
                    ? PullPage.last(changes, page.next(), Completeness.COMPLETE)
                    : PullPage.more(changes, page.next());
        });
        host.duringPage = changes -> {
            if (changes.size() == 1 && changes.get(0).externalId().value().equals("id-3")) {
                throw new IllegalStateException("poison");
            }
            if (changes.stream().anyMatch(change -> change.externalId().value().equals("id-3"))) {
                throw new IllegalStateException("poison in a page");
            }
        };

        JobRun run = host.run(kind);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.DEAD)).isPositive();
        assertThat(run.counts().read()).isEqualTo(given[0]);
        assertThat(Arrays.stream(RecordState.values())
                        .mapToLong(run.counts()::of)
                        .sum())
                .isEqualTo(given[0]);
    }

    @Test
    void theSecondFullScanIsExpectedToReadWhatTheFirstDid() {
        put(6);
        JobRun first = host.run(FULL);
        List<JobRun> during = new ArrayList<>();
        host.remote.beforePull(request ->
                during.addAll(host.integrations.inspection(Actor.SYSTEM).runs(host.scope(), 1)));

        JobRun second = host.run(FULL);

        assertThat(first.expected()).isEmpty();
        assertThat(second.expected()).contains(first.counts().read());
        assertThat(during)
                .extracting(run -> run.progress().orElseThrow())
                .startsWith(0.0)
                .isSorted();
        assertThat(second.progress()).contains(1.0);
    }

    @Test
    void theRemotesOwnWordGoesBeforeTheLastRun() {
        put(6);
        host.run(FULL);
        host.remote.answering(page -> page.withTotal(40));

        assertThat(host.run(FULL).expected()).contains(40L);
    }

    @Test
    void aRunSumsItselfUpInASentence() {
        put(2);

        JobRun run = host.integrations.run(RunRequest.of(host.stream(FULL)).withRequestedBy(ScanHost.OPERATOR));

        assertThat(run.summary()).isEqualTo("FULL of contact by operator: SUCCEEDED, read 2 {CREATED=2}");
    }

    @Test
    void theSummaryOfARunThatStoppedSaysWhy() {
        put(1);
        host.remote.beforePull(request -> {
            throw new IntegrationException(ErrorCode.PERMISSION_DENIED, "no right to read contacts");
        });

        assertThat(host.run(FULL).summary())
                .contains(
                        "FAILED",
                        "PERMISSION_DENIED: no right to read contacts",
                        RunCounts.none().toString());
    }

    @Test
    void aStopWaitsForThePageInHandAndNoLonger() {
        put(10);
        host.duringPage = changes -> {
            host.clock.turn(Duration.ofSeconds(9));
            host.integrations.cancel(host.stream(FULL));
        };

        JobRun stopped = host.run(FULL);
        host.duringPage = changes -> {};
        JobRun resumed = host.run(FULL);

        assertThat(stopped.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(Duration.between(stopped.startedAt(), stopped.completedAt().orElseThrow()))
                .isLessThan(Duration.ofSeconds(10));
        assertThat(stopped.counts().read()).isEqualTo(2);
        assertThat(resumed.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.rows).hasSize(10);
    }

    @Test
    void aStopDoesNotWaitForARemoteThatIsSlow() throws InterruptedException {
        put(10);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        CountDownLatch secondPageAsked = new CountDownLatch(1);
        host.duringPage = changes -> isInterrupted(secondPageAsked);
        host.remote.beforePull(request -> {
            if (request.from().isPresent()) {
                host.integrations.cancel(host.stream(FULL));
                secondPageAsked.countDown();
                if (isInterrupted(never)) {
                    left.countDown();
                }
                throw new IntegrationException(ErrorCode.NETWORK_FAILED, "the line is dead");
            }
        });

        JobRun stopped = host.run(FULL);

        assertThat(stopped.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(left.await(30, TimeUnit.SECONDS)).as("the call was ended").isTrue();
    }

    private static boolean isInterrupted(CountDownLatch never) {
        try {
            return never.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException woken) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
