package dev.integrationsdk.scans;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.StoredCheckpoint;
import dev.integrationsdk.testkit.FakeConnector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.spi.identity.ScanKind.BACKFILL;
import static dev.integrationsdk.spi.identity.ScanKind.FULL;
import static dev.integrationsdk.spi.identity.ScanKind.INCREMENTAL;
import static dev.integrationsdk.spi.identity.ScanKind.RECONCILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Backfills beside the live scan, and scans that reconcile. */
class ScanKindTest {
    private final FakeConnector scripted = new FakeConnector();
    private final ScanHost host = new ScanHost(builder -> builder.adapter(scripted)
            .handler(FakeConnector.SYSTEM, FakeConnector.CONTACT, new NoRows(), FieldMapping.identity()));
    private Instant start = host.clock.instant();

    @BeforeEach
    void tenHoursOfRecords() {
        start = host.clock.instant();
        for (int hour = 0; hour < 10; hour++) {
            host.remote.put("id-" + hour, "name " + hour, at(hour));
        }
        host.clock.turn(Duration.ofHours(10));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Instant at(int hour) {
        return start.plus(Duration.ofHours(hour));
    }

    @Test
    void aBackfillReadsItsRangeAndLeavesTheLivePositionAlone() {
        host.run(INCREMENTAL);
        Optional<StoredCheckpoint> live = host.checkpoint(INCREMENTAL);
        host.handled.clear();

        JobRun run = host.backfill(at(2), at(5));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.UNCHANGED))
                .isEqualTo(run.counts().read())
                .isBetween(3L, 4L);
        assertThat(run.range()).contains(new PullRange(at(2), at(5)));
        assertThat(host.checkpoint(INCREMENTAL)).isEqualTo(live);
        assertThat(host.handled).isEmpty();
    }

    @Test
    void adjacentRangesCoverTheWhole() {
        for (int hour = 0; hour < 10; hour += 2) {
            assertThat(host.backfill(at(hour), at(hour + 2)).counts().of(RecordState.CREATED))
                    .isEqualTo(2);
        }

        assertThat(host.rows).hasSize(10);
    }

    @Test
    void anInterruptedBackfillGoesOnWhereItStood() {
        host.duringPage = changes -> host.integrations.cancel(host.stream(BACKFILL));
        JobRun interrupted = host.backfill(at(0), at(10));
        host.duringPage = changes -> {};

        JobRun resumed = host.backfill(at(0), at(10));

        assertThat(interrupted.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(interrupted.counts().read()).isEqualTo(2);
        assertThat(resumed.counts().of(RecordState.CREATED)).isEqualTo(8);
        assertThat(host.rows).hasSize(10);
    }

    @Test
    void aBackfillOfAnotherRangeBeginsAnewWhereverTheLastOneStood() {
        host.duringPage = changes -> host.integrations.cancel(host.stream(BACKFILL));
        host.backfill(at(5), at(10));
        host.duringPage = changes -> {};

        JobRun other = host.backfill(at(0), at(5));

        assertThat(other.counts().of(RecordState.CREATED)).isEqualTo(5);
        assertThat(host.checkpoint(BACKFILL).orElseThrow().range()).contains(new PullRange(at(0), at(5)));
    }

    @Test
    void aFinishedBackfillOfTheSameRangeReadsItAgainAndChangesNothing() {
        host.backfill(at(0), at(5));

        JobRun again = host.backfill(at(0), at(5));

        assertThat(again.counts().of(RecordState.UNCHANGED))
                .isEqualTo(again.counts().read())
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void theLiveScanGoesOnMeanwhileAndWhatItBroughtIsNotOverwritten() {
        host.run(FULL);
        List<JobRun> live = new ArrayList<>();
        onFirstPage(BACKFILL, page -> {
            host.clock.turn(Duration.ofHours(1));
            host.remote.put("id-1", "newer");
            host.clock.turn(Duration.ofHours(1));
            live.add(host.run(INCREMENTAL));
            return page;
        });

        JobRun backfill = host.backfill(at(0), at(4));

        assertThat(live.get(0).counts().of(RecordState.UPDATED)).isEqualTo(1);
        assertThat(backfill.counts().skipReasons()).containsEntry("stale", 1L);
        assertThat(host.name("id-1")).isEqualTo("newer");
    }

    @Test
    void whatWasDeletedMeanwhileIsNotBroughtBackByABackfillThatReadItBefore() {
        host.run(FULL);
        onFirstPage(BACKFILL, page -> {
            onFirstPage(INCREMENTAL, answer -> withDeleted(answer, "id-1"));
            host.clock.turn(Duration.ofHours(1));
            host.run(INCREMENTAL);
            return page;
        });

        JobRun backfill = host.backfill(at(0), at(4));

        assertThat(backfill.counts().skipReasons()).containsKey("stale");
        assertThat(host.rows).hasSize(9);
    }

    @Test
    void aStateThatIsLaterThanTheDeletedOneIsBroughtBack() {
        host.run(FULL);
        onFirstPage(INCREMENTAL, answer -> withDeleted(answer, "id-1"));
        host.run(INCREMENTAL);
        host.remote.put("id-1", "restored", at(1).plusSeconds(1));

        JobRun backfill = host.backfill(at(0), at(4));

        assertThat(backfill.counts().of(RecordState.UPDATED)).isEqualTo(1);
        assertThat(host.name("id-1")).isEqualTo("restored");
    }

    @Test
    void aBackfillWhoseCursorHasExpiredGoesOnFromWhatItHasReadForGood() {
        List<PullRequest> failed = new ArrayList<>();
        host.remote.beforePull(request -> {
            boolean secondPage = request.from().flatMap(at -> at.cursor()).isPresent();
            if (secondPage && failed.isEmpty()) {
                failed.add(request);
                throw new IntegrationException(ErrorCode.CURSOR_EXPIRED, "too late");
            }
        });

        JobRun run = host.backfill(at(0), at(10));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(failed).hasSize(1);
        assertThat(host.rows).hasSize(10);
        assertThat(host.remote.requests().get(2).from().orElseThrow().watermark())
                .isEqualTo(at(1).toString());
    }

    @Test
    void aScanThatReconcilesAsksTheAdapterForAFullOneAndHasAPositionOfItsOwn() {
        JobRun run = host.run(RECONCILE);

        assertThat(run.stream().scanKind()).isEqualTo(RECONCILE);
        assertThat(host.remote.requests()).isNotEmpty().allMatch(request -> request.scanKind() == FULL);
        assertThat(host.rows).hasSize(10);
        assertThat(host.checkpoint(RECONCILE)).isPresent();
        assertThat(host.checkpoint(FULL)).isEmpty();
    }

    @Test
    void aScanThatTheAdapterDoesNotDeclareIsRefusedBeforeAnythingIsSent() {
        ConnectorConfig scripts = ConnectorConfig.of(ScanHost.ACME, ConnectorId.of("scripts"), FakeConnector.SYSTEM);
        host.integrations.connectors().declare(scripts);

        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(() -> host.integrations.run(scripts.stream(FakeConnector.CONTACT, BACKFILL)))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
                    assertThat(refusal.getMessage()).contains("contact", "BACKFILL", "[FULL, INCREMENTAL]");
                });
        assertThat(scripted.requests()).isEmpty();
    }

    @Test
    void onlyABackfillHasARange() {
        RunRequest full = RunRequest.of(host.stream(FULL));

        assertThatIllegalArgumentException().isThrownBy(() -> full.withRange(new PullRange(at(0), at(1))));
    }

    private void onFirstPage(ScanKind kind, UnaryOperator<PullPage> change) {
        List<Boolean> done = new ArrayList<>();
        host.remote.beforePull(request -> {
            boolean first = done.isEmpty() && request.scanKind() == kind;
            if (first) {
                done.add(true);
            }
            host.remote.answering(page -> first ? change.apply(page) : page);
        });
    }

    private static PullPage withDeleted(PullPage page, String id) {
        List<Change> changes = new ArrayList<>(page.changes());
        changes.add(Change.deleted(ExternalId.of(id), Change.DeleteKind.DELETED));
        return page.isLast()
                ? PullPage.last(changes, page.next(), page.completeness().orElseThrow())
                : PullPage.more(changes, page.next());
    }

    /** Takes everything and keeps nothing. */
    private static final class NoRows implements EntityHandler {
        @Override
        public Answers apply(List<InboundChange> changes, UnitOfWork unit) {
            return Answers.allApplied();
        }
    }
}
