package dev.integrationsdk.scans;

import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.scan.ReconcilePlan;
import dev.integrationsdk.scan.ReconcilePlan.Difference;
import dev.integrationsdk.scan.ReconcilePlan.Finding;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.record.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.spi.identity.ScanKind.FULL;
import static dev.integrationsdk.spi.identity.ScanKind.RECONCILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Both sides compared, and this one repaired. */
class ReconcileTest {
    private final ScanHost host = new ScanHost();

    @BeforeEach
    void eightRecordsOnBothSides() {
        for (int i = 0; i < 8; i++) {
            put("id-" + i, "name " + i);
        }
        host.run(FULL);
        host.handled.clear();
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void put(String id, String name) {
        host.remote.put(id, name);
        host.clock.turn(Duration.ofMinutes(1));
    }

    private ReconcilePlan compare() {
        return host.integrations.reconciliation().compare(ScanHost.OPERATOR, host.scope());
    }

    private JobRun repair(ReconcilePlan plan) {
        return host.integrations.reconciliation().repairHere(ScanHost.OPERATOR, plan);
    }

    /** Somebody has worked on the host's rows and on the remote, and no run has seen it. */
    private void drift() {
        host.rows.put(
                host.row("id-1"), Attributes.builder().put("name", "edited").build());
        host.rows.remove(host.row("id-2"));
        host.remote.remove("id-3");
        put("id-9", "new");
    }

    @Test
    void twoSidesThatAreTheSameGiveACleanPlan() {
        ReconcilePlan plan = compare();

        assertThat(plan.isClean()).isTrue();
        assertThat(plan.read()).isGreaterThanOrEqualTo(8);
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void whatIsMissingHereMissingThereAndDifferentIsFound() {
        UUID gone = host.row("id-2");
        drift();

        ReconcilePlan plan = compare();

        assertThat(plan.isClean()).isFalse();
        assertThat(plan.findings())
                .extracting(
                        Finding::difference,
                        finding -> finding.externalId().value(),
                        finding -> List.copyOf(finding.fields()))
                .contains(
                        tuple(Difference.DIFFERENT, "id-1", List.of("name")),
                        tuple(Difference.MISSING_HERE, "id-2", List.of()),
                        tuple(Difference.MISSING_THERE, "id-3", List.of()),
                        tuple(Difference.MISSING_HERE, "id-9", List.of()));
        assertThat(plan.rowsToPush())
                .contains(host.row("id-1"), host.row("id-3"))
                .doesNotContain(gone);
    }

    @Test
    void aComparisonChangesNothingAndMovesNoPosition() {
        drift();
        Object full = host.checkpoint(FULL);
        int rows = host.rows.size();

        compare();

        assertThat(host.checkpoint(FULL)).isEqualTo(full);
        assertThat(host.checkpoint(RECONCILE)).isEmpty();
        assertThat(host.rows).hasSize(rows);
        assertThat(host.handled).isEmpty();
    }

    @Test
    void aRepairByPlanLeavesBothSidesTheSameAndTouchesNothingElse() {
        drift();
        ReconcilePlan plan = compare();

        JobRun repair = repair(plan);

        assertThat(repair.stream().scanKind()).isEqualTo(RECONCILE);
        assertThat(repair.counts().of(RecordState.DELETED)).isEqualTo(1);
        assertThat(repair.counts().of(RecordState.CREATED)).isEqualTo(1);
        assertThat(host.handled)
                .extracting(change -> change.externalId().value())
                .containsOnly("id-1", "id-2", "id-3", "id-9");
        assertThat(host.name("id-1")).isEqualTo("name 1");
        assertThat(host.name("id-2")).isEqualTo("name 2");
        assertThat(compare().isClean()).isTrue();
    }

    @Test
    void onlyWhatWasChosenIsRepaired() {
        drift();
        ReconcilePlan plan = compare();
        List<Finding> chosen = plan.findings().stream()
                .filter(finding -> finding.difference() == Difference.DIFFERENT)
                .toList();

        repair(plan.only(chosen));

        assertThat(host.name("id-1")).isEqualTo("name 1");
        assertThat(compare().count(Difference.DIFFERENT)).isZero();
        assertThat(compare().count(Difference.MISSING_THERE)).isEqualTo(1);
    }

    @Test
    void whatIsThereAgainByTheTimeOfTheRepairIsNotDeleted() {
        drift();
        ReconcilePlan plan = compare();
        put("id-3", "back");

        JobRun repair = repair(plan);

        assertThat(repair.counts().of(RecordState.DELETED)).isZero();
        assertThat(host.rows).containsKey(host.row("id-3"));
    }

    @Test
    void anIncompleteScanIsNoProofThatSomethingIsMissingThere() {
        drift();
        host.remote.answering(
                page -> page.isLast() ? PullPage.last(page.changes(), page.next(), Completeness.PARTIAL) : page);

        ReconcilePlan plan = compare();

        assertThat(plan.whole()).isFalse();
        assertThat(plan.count(Difference.MISSING_THERE)).isZero();
        assertThat(plan.count(Difference.DIFFERENT)).isEqualTo(1);
    }

    @Test
    void anIncompleteScanDeletesNothingInARepairEither() {
        drift();
        ReconcilePlan plan = compare();
        host.remote.answering(
                page -> page.isLast() ? PullPage.last(page.changes(), page.next(), Completeness.PARTIAL) : page);

        JobRun repair = repair(plan);

        assertThat(repair.counts().of(RecordState.DELETED)).isZero();
        assertThat(host.rows).containsKey(host.row("id-3"));
    }

    @Test
    void anEmptyListingIsNoProofEither() {
        for (int i = 0; i < 8; i++) {
            host.remote.remove("id-" + i);
        }

        ReconcilePlan plan = compare();

        assertThat(plan.whole()).isFalse();
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void aRepairThatWasInterruptedIsDoneByTheNextOne() {
        drift();
        ReconcilePlan plan = compare();
        host.duringPage = changes -> host.integrations.cancel(host.stream(RECONCILE));
        repair(plan);
        host.duringPage = changes -> {};

        repair(compare());

        assertThat(compare().isClean()).isTrue();
    }

    @Test
    void everyRecordIsHandedOverByAReconcilingScanWithoutAPlan() {
        host.rows.clear();

        host.run(RECONCILE);

        assertThat(host.rows).hasSize(8);
    }

    @Test
    void withoutAFeedNothingCanBeCompared() {
        try (ScanHost without = new ScanHost(false)) {
            assertThatExceptionOfType(IntegrationException.class)
                    .isThrownBy(() -> without.integrations.reconciliation().compare(ScanHost.OPERATOR, without.scope()))
                    .satisfies(refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                        assertThat(refusal.getMessage()).contains("no feed", "contact");
                    });
        }
    }

    @Test
    void aPlanShowsNoValues() {
        drift();

        assertThat(compare().toString()).contains("id-1", "name").doesNotContain("edited", "name 1");
        assertThat(new Finding(
                                Difference.DIFFERENT,
                                ExternalId.of("a"),
                                Optional.empty(),
                                new TreeSet<>(List.of("b", "a")))
                        .fields())
                .containsExactly("a", "b");
    }
}
