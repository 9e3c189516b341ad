package dev.integrationsdk.behaviour;

import dev.integrationsdk.behaviour.SeparateHost.Step.Moment;
import dev.integrationsdk.behaviour.SeparateHost.Step.Place;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.testkit.InMemoryStore;
import dev.integrationsdk.testkit.InMemoryStore.CommitFault;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.behaviour.Host.contacts;
import static org.assertj.core.api.Assertions.assertThat;

/** The mode SEPARATE: what was begun is done again under the same ids. */
class SeparateReplayTest extends SeparateCase {
    /** The second transaction of the library: the first opens the run. */
    private static final int RESERVING = 2;

    /** A death after the last page lets the next run begin a new scan, in which nothing has changed. */
    private void assertEveryRecordIsCountedOnce(int records) {
        assertThat(host.counted(RecordState.CREATED)).isEqualTo(records);
        assertThat(host.counted() - host.counted(RecordState.UNCHANGED)).isEqualTo(records);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProcessThatDiesAtAnyStepIsFollowedByTheSameIdsAndNoDuplicates(boolean transactional) {
        int steps = 0;
        boolean died = true;
        while (died) {
            restart(new SeparateHost(transactional));
            host.remote.page(contacts(0, 3)).page(contacts(3, 6));
            AtomicInteger left = new AtomicInteger(steps);
            host.onStep = step -> {
                if (left.getAndDecrement() == 0) {
                    host.kill();
                }
            };

            JobRun run = fullWithRestarts();

            host.onStep = step -> {};
            died = left.get() < 0;
            assertThat(run.status()).as("death at step %d", steps).isEqualTo(RunStatus.SUCCEEDED);
            assertOneRowForEach(6);
            assertEveryReplayWasTheSame();
            assertEveryRecordIsCountedOnce(6);
            steps++;
        }
        assertThat(steps)
                .as("opening, two pages, six rows, ending, a look at what is due")
                .isEqualTo(3 * (1 + 2 * 3 + 1 + 1) + 6 + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "LIBRARY, 2, LOST_BEFORE",
        "LIBRARY, 2, LOST_AFTER",
        "HOST, 1, LOST_BEFORE",
        "HOST, 1, LOST_AFTER",
        "LIBRARY, 3, LOST_BEFORE",
        "LIBRARY, 3, LOST_AFTER"
    })
    void aCommitOfUnknownOutcomeIsFollowedByTheSameIds(Place place, int transaction, CommitFault fault) {
        host.remote.page(contacts(0, 5)).page(contacts(5, 10));
        InMemoryStore store = place == Place.HOST ? host.hostStore : host.library;
        AtomicInteger faults = new AtomicInteger();
        host.onStep = once(place, transaction, Moment.UNCOMMITTED, () -> {
            faults.incrementAndGet();
            store.failNextCommit(fault);
        });

        JobRun run = host.full();

        assertThat(faults).hasValue(1);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.counts().of(RecordState.CREATED)).isEqualTo(10);
        assertThat(run.counts().read()).isEqualTo(10);
        assertOneRowForEach(10);
        assertEveryReplayWasTheSame();
    }

    /** Kills at 4 in 100 steps. */
    private JobRun thousandRecordsUnderRandomDeaths(long seed) {
        for (int from = 0; from < 1_000; from += 50) {
            host.remote.page(contacts(from, from + 50));
        }
        Random random = new Random(seed);
        host.onStep = step -> {
            if (step.moment() != Moment.WRITING && random.nextInt(100) < 4) {
                host.kill();
            }
        };
        JobRun run = fullWithRestarts();
        host.onStep = step -> {};
        return run;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aThousandRecordsUnderRandomDeathsMakeAThousandRows(long seed) {
        JobRun run = thousandRecordsUnderRandomDeaths(seed);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(host.deliveries).as("some were handed over again").hasSizeGreaterThan(1_000);
        assertOneRowForEach(1_000);
        assertEveryReplayWasTheSame();
        assertEveryRecordIsCountedOnce(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aHandlerThatMakesItsOwnIdsGetsDuplicates(long seed) {
        host.ownIds = true;

        thousandRecordsUnderRandomDeaths(seed);

        assertThat(host.rows.values().stream().map(SeparateHost.Row::externalId).distinct())
                .hasSize(1_000);
        assertThat(host.rows).hasSizeGreaterThan(1_000);
    }

    @Test
    void aLeaseThatIsLostAfterTheHostsCommitLeavesTheRowsAndTheNextRunHandsThemOverAgain() {
        host.remote.page(contacts(0, 3));
        host.onStep = once(Place.HOST, 1, Moment.COMMITTED, this::rivalTakesTheLease);

        JobRun run = host.full();

        assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.LEASE_LOST);
        assertThat(run.counts().read()).isZero();
        assertThat(host.rows).hasSize(3);
        assertThat(host.mappings(MappingStatus.RESERVED)).isEqualTo(3);
        assertThat(host.integrations().inspection(Actor.SYSTEM).checkpoint(host.stream(ScanKind.FULL)))
                .isEmpty();
        host.onStep = step -> {};
        host.startAgain();
        host.full();
        assertThat(host.deliveries).hasSize(6);
        assertEveryReplayWasTheSame();
        assertOneRowForEach(3);
    }

    @Test
    void aLeaseThatIsLostBeforeTheHostsTransactionHandsNothingOver() {
        host.remote.page(contacts(0, 3));
        host.onStep = once(Place.LIBRARY, RESERVING, Moment.COMMITTED, this::rivalTakesTheLease);

        JobRun run = host.full();

        assertThat(run.failure().orElseThrow().code()).isEqualTo(ErrorCode.LEASE_LOST);
        assertThat(host.deliveries).isEmpty();
    }

    private void rivalTakesTheLease() {
        host.clock.turn(SeparateHost.LEASE.plusSeconds(1));
        host.library.inTransaction(
                unit -> host.library.leases().acquire(unit, host.stream(ScanKind.FULL), "rival", SeparateHost.LEASE));
    }
}
