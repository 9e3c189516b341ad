package dev.integrationsdk.bothways;

import dev.integrationsdk.policy.DeletePolicy;
import dev.integrationsdk.policy.DeletionGuard;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.EntityTypeSpec.DeletionEvidence;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.testkit.FakeRemote;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Deletion by absence: only from a scan that saw everything, and never many at once without a person. */
class AbsenceTest {
    private PeopleHost host = new PeopleHost();

    @AfterEach
    void close() {
        host.close();
    }

    private void restart(PeopleHost other) {
        host.close();
        host = other;
    }

    /** The remote has so many, of which the last ones vanish. */
    private JobRun vanish(int known, int gone) {
        host.people(0, known);
        host.full();
        host.clock.turn(Duration.ofMinutes(1));
        for (int i = known - gone; i < known; i++) {
            host.remote.vanish(FakeRemote.CONTACT, PeopleHost.id(i));
        }
        return host.full();
    }

    private List<ReviewItem> open() {
        return host.store.inTransaction(
                unit -> host.store.reviews().list(unit, PeopleHost.ACME, ReviewStatus.OPEN, Optional.empty(), 100));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "8, 1", "10, 2", "50, 10", "1000, 100"})
    void aFewThatAreNotListedAreDeleted(int known, int gone) {
        JobRun run = vanish(known, gone);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.DELETED)).isEqualTo(gone);
        assertThat(host.rows).hasSize(known - gone);
        assertThat(open()).isEmpty();
        assertThat(host.full().counts().of(RecordState.DELETED)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "8, 2", "10, 3", "50, 11", "1000, 101", "8, 8", "1000, 1000"})
    void manyThatAreNotListedAreAskedAboutAndKept(int known, int gone) {
        JobRun run = vanish(known, gone);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.DELETED)).isZero();
        assertThat(host.rows).hasSize(known);
        assertThat(open()).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo(ReviewKind.MASS_DELETION);
            assertThat(item.summary()).contains(gone + " of " + known);
            assertThat(item.detail("records"))
                    .containsExactlyElementsOf(IntStream.range(known - gone, known)
                            .mapToObj(PeopleHost::id)
                            .toList());
        });
    }

    @Test
    void theGuardIsTheConnectors() {
        restart(new PeopleHost(EntityPolicy.ofDefaults().withGuard(new DeletionGuard(0, 1))));

        vanish(100, 1);

        assertThat(host.rows).hasSize(100);
        assertThat(open()).hasSize(1);
    }

    @Test
    void theSameQuestionIsAskedOnceAndLapsesWhenTheRecordsAreOthers() {
        vanish(10, 5);
        host.full();
        ReviewItem first = open().get(0);
        assertThat(open()).hasSize(1);

        host.remote.vanish(FakeRemote.CONTACT, PeopleHost.id(0));
        host.full();

        assertThat(open()).singleElement().satisfies(item -> {
            assertThat(item.id()).isNotEqualTo(first.id());
            assertThat(item.detail("records")).hasSize(6);
        });
        assertThat(find(first).status()).isEqualTo(ReviewStatus.LAPSED);
    }

    @Test
    void theQuestionLapsesWhenTheRecordsAreListedAgain() {
        vanish(10, 5);
        ReviewItem item = open().get(0);

        host.people(5, 10);
        host.full();

        assertThat(find(item).status()).isEqualTo(ReviewStatus.LAPSED);
        assertThat(host.rows).hasSize(10);
    }

    private ReviewItem find(ReviewItem item) {
        return host.store.inTransaction(unit ->
                host.store.reviews().find(unit, PeopleHost.ACME, item.id()).orElseThrow());
    }

    @Test
    void aScanThatDidNotSeeEverythingProvesNothing() {
        host.remote.onPull(
                page -> page.isLast() ? PullPage.last(page.changes(), page.next(), Completeness.PARTIAL) : page);

        vanish(10, 1);

        assertThat(host.rows).hasSize(10);
        assertThat(open()).isEmpty();
    }

    @Test
    void aRecordWhoseIdCouldNotBeReadProvesNothing() {
        host.people(0, 10);
        host.full();
        host.remote.vanish(FakeRemote.CONTACT, PeopleHost.id(3));
        host.remote.onPull(page -> page.withUnreadable(
                List.of(new UnreadableRecord(Optional.empty(), "results[3]", "its id is missing"))));

        host.full();

        assertThat(host.rows).hasSize(10);
    }

    @Test
    void aScanThatFailsOnItsWayDeletesNothingAndIsConcludedWhenItHasGoneOn() {
        restart(new PeopleHost(builder ->
                builder.limits(RunLimits.ofDefaults().withRecordsPerPage(2).withPagesPerCommit(1))));
        host.people(0, 10);
        host.full();
        host.clock.turn(Duration.ofMinutes(1));
        host.remote.vanish(FakeRemote.CONTACT, PeopleHost.id(1));
        host.remote.onPull(page -> {
            if (page.changes().stream()
                    .anyMatch(change -> change.externalId().value().equals(PeopleHost.id(7)))) {
                throw new IntegrationException(ErrorCode.PERMISSION_DENIED, "no more");
            }
            return page;
        });

        assertThat(host.full().status()).isEqualTo(RunStatus.FAILED);
        assertThat(host.rows).hasSize(10);
        host.remote.onPull(page -> page);
        JobRun resumed = host.full();

        assertThat(resumed.counts().of(RecordState.DELETED)).isEqualTo(1);
        assertThat(host.rows).hasSize(9);
    }

    @Test
    void aRecordThatIsStillThereWhenItIsLookedUpIsNotDeleted() {
        host.people(0, 10);
        host.full();
        host.clock.turn(Duration.ofMinutes(1));
        host.remote.onPull(page -> PullPage.last(page.changes().subList(0, 9), page.next(), Completeness.COMPLETE));

        JobRun run = host.full();

        assertThat(run.counts().of(RecordState.DELETED)).isZero();
        assertThat(host.remote.reads()).hasSize(1);
        assertThat(host.rows).hasSize(10);
    }

    @Test
    void whatAnotherStreamAppliesMeanwhileIsNotAbsent() {
        host.people(0, 10);
        host.full();
        host.clock.turn(Duration.ofMinutes(1));
        host.remote.withoutReading();
        host.remote.onPull(page -> {
            host.remote.onPull(unchanged -> unchanged);
            host.clock.turn(Duration.ofMinutes(1));
            host.people(10, 11);
            host.incremental();
            host.remote.vanish(FakeRemote.CONTACT, PeopleHost.id(10));
            return page;
        });

        host.full();

        assertThat(host.rows).hasSize(11);
    }

    @Test
    void anAdapterWhoseScansProveNothingIsNotConcludedFrom() {
        restart(new PeopleHost());
        host.remote.deletions(DeletionEvidence.TOMBSTONE);

        vanish(10, 1);

        assertThat(host.rows).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutReadingByNameAbsenceAloneCounts(boolean reads) {
        if (!reads) {
            restart(new PeopleHost());
            host.remote.withoutReading();
        }
        vanish(10, 1);

        assertThat(host.rows).hasSize(9);
        assertThat(host.remote.reads()).hasSize(reads ? 1 : 0);
    }

    @Test
    void ignoredDeletionsLeaveTheRowAndUnlinkedOnesTheRowWithoutItsRecord() {
        restart(new PeopleHost(EntityPolicy.ofDefaults().withDeletes(DeletePolicy.IGNORE)));
        vanish(10, 1);
        assertThat(host.rows).hasSize(10);

        restart(new PeopleHost(EntityPolicy.ofDefaults().withDeletes(DeletePolicy.UNLINK)));
        JobRun unlinked = vanish(10, 1);
        assertThat(host.rows).hasSize(10);
        assertThat(unlinked.counts().skipReasons()).containsEntry("unlinked", 1L);
        assertThat(host.full().counts().of(RecordState.SKIPPED)).isZero();
    }
}
