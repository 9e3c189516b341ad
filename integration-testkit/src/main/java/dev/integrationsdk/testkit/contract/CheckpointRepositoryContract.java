package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullRange;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.StoredCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.STREAM;
import static dev.integrationsdk.testkit.contract.Fixtures.checkpoint;
import static dev.integrationsdk.testkit.contract.Fixtures.lease;
import static dev.integrationsdk.testkit.contract.Fixtures.stream;
import static dev.integrationsdk.testkit.contract.StoreAssertions.inEveryZone;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link dev.integrationsdk.store.CheckpointRepository} must hold to. */
public interface CheckpointRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    default void streamWithoutACheckpointHasNone() {
        assertThat(find(store(), STREAM)).isEmpty();
    }

    @Test
    @DisplayName("R14: checkpoint is read back character by character")
    default void checkpointIsReadBackAsItWasWritten() {
        StoreUnderTest store = store();
        SyncCheckpoint position = SyncCheckpoint.of(3, "2026-11-21T00:00Z ").withCursor("ä\uD83D\uDE00");
        StoredCheckpoint first = new StoredCheckpoint(position, true, 1, NOW);
        assertThat(advance(store, lease(1), first)).isTrue();
        assertThat(find(store, STREAM)).contains(first);
    }

    @Test
    default void emptyWatermarkAndLongestTextsAreKept() {
        StoreUnderTest store = store();
        String longest = "x".repeat(SyncCheckpoint.MAX_LENGTH);
        StoredCheckpoint empty = checkpoint(1, "");
        StoredCheckpoint full =
                new StoredCheckpoint(SyncCheckpoint.of(1, longest).withCursor(longest), false, 2, NOW);
        assertThat(advance(store, lease(1), empty)).isTrue();
        assertThat(find(store, STREAM)).contains(empty);
        assertThat(advance(store, lease(1), full)).isTrue();
        assertThat(find(store, STREAM)).contains(full);
    }

    @Test
    default void rangeAndCompletenessAreKept() {
        StoreUnderTest store = store();
        PullRange range = new PullRange(NOW.minusSeconds(60), NOW.plusNanos(1_000));
        StoredCheckpoint partial = new StoredCheckpoint(
                SyncCheckpoint.of(1, "a"), Optional.of(Completeness.PARTIAL), Optional.of(range), 1, NOW);
        StoredCheckpoint begun =
                new StoredCheckpoint(SyncCheckpoint.of(1, "b"), Optional.empty(), Optional.empty(), 2, NOW);
        assertThat(advance(store, lease(1), partial)).isTrue();
        assertThat(find(store, STREAM)).contains(partial);
        assertThat(advance(store, lease(1), begun)).isTrue();
        assertThat(find(store, STREAM)).contains(begun);
    }

    @Test
    default void checkpointThatIsRemovedStandsNoMoreAndTheNextOneIsTheFirst() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        assertThat(remove(store, lease(2), 2)).isFalse();
        assertThat(remove(store, lease(0), 1)).isFalse();
        assertThat(find(store, STREAM)).contains(checkpoint(1, "a"));
        assertThat(remove(store, lease(2), 1)).isTrue();
        assertThat(remove(store, lease(2), 1)).isFalse();
        assertThat(find(store, STREAM)).isEmpty();
        assertThat(advance(store, lease(3), checkpoint(1, "b"))).isTrue();
    }

    private static boolean remove(StoreUnderTest store, Lease lease, long revision) {
        return store.get(unit -> store.repositories().checkpoints().remove(unit, lease, revision));
    }

    @Test
    default void nextRevisionReplacesTheFormerOne() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        assertThat(advance(store, lease(1), checkpoint(2, "b"))).isTrue();
        assertThat(find(store, STREAM)).contains(checkpoint(2, "b"));
    }

    @Test
    @DisplayName("R05: second first revision is refused")
    default void secondFirstRevisionIsRefused() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        assertThat(advance(store, lease(1), checkpoint(1, "b"))).isFalse();
        assertThat(find(store, STREAM)).contains(checkpoint(1, "a"));
    }

    @Test
    @DisplayName("R05: revision that does not follow is refused")
    default void revisionThatDoesNotFollowIsRefused() {
        StoreUnderTest store = store();
        assertThat(advance(store, lease(1), checkpoint(2, "a"))).isFalse();
        advance(store, lease(1), checkpoint(1, "a"));
        assertThat(advance(store, lease(1), checkpoint(3, "c"))).isFalse();
        assertThat(find(store, STREAM)).contains(checkpoint(1, "a"));
    }

    @Test
    @DisplayName("R06: former epoch cannot write a checkpoint after a later one has")
    default void formerEpochIsRefusedAfterALaterOneHasWritten() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        advance(store, lease(2), checkpoint(2, "b"));
        assertThat(advance(store, lease(1), checkpoint(3, "stale"))).isFalse();
        assertThat(advance(store, lease(2), checkpoint(3, "c"))).isTrue();
    }

    @Test
    @DisplayName("R05: of many threads that write one revision exactly one wins")
    default void ofManyThreadsThatWriteOneRevisionExactlyOneWins() {
        StoreUnderTest store = store();
        AtomicInteger wins = new AtomicInteger();
        for (int revision = 1; revision <= 3; revision++) {
            int next = revision;
            Threads.run(
                    6,
                    thread -> store.run(unit -> {
                        StoredCheckpoint mine = checkpoint(next, "thread " + thread);
                        if (!store.repositories().checkpoints().advance(unit, lease(1), mine)) {
                            throw new IntegrationException(ErrorCode.STORE_CONFLICT, "another thread has written it");
                        }
                        unit.afterCommit(wins::incrementAndGet);
                    }));
        }
        assertThat(wins).hasValue(3);
    }

    @Test
    default void scanKindsHaveCheckpointsOfTheirOwn() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "live"));
        assertThat(find(store, STREAM.with(ScanKind.BACKFILL))).isEmpty();
        advance(store, new Lease(STREAM.with(ScanKind.BACKFILL), "worker", 1), checkpoint(1, "past"));
        assertThat(find(store, STREAM)).contains(checkpoint(1, "live"));
    }

    @Test
    @DisplayName("R10: tenants with the same names have checkpoints of their own")
    default void tenantsWithTheSameNamesHaveCheckpointsOfTheirOwn() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "ours"));
        assertThat(find(store, stream(OTHER_TENANT))).isEmpty();
        advance(store, new Lease(stream(OTHER_TENANT), "worker", 1), checkpoint(1, "theirs"));
        assertThat(find(store, STREAM)).contains(checkpoint(1, "ours"));
    }

    @Test
    @DisplayName("R03: rollback undoes the step")
    default void rollbackUndoesTheStep() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        store.runAndRollBack(unit -> store.repositories().checkpoints().advance(unit, lease(1), checkpoint(2, "b")));
        assertThat(find(store, STREAM)).contains(checkpoint(1, "a"));
        assertThat(advance(store, lease(1), checkpoint(2, "b"))).isTrue();
    }

    @Test
    @DisplayName("R01: refused step leaves the transaction usable")
    default void refusedStepLeavesTheTransactionUsable() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        store.run(unit -> {
            var checkpoints = store.repositories().checkpoints();
            assertThat(checkpoints.advance(unit, lease(1), checkpoint(1, "b"))).isFalse();
            assertThat(checkpoints.advance(unit, lease(1), checkpoint(5, "b"))).isFalse();
            assertThat(checkpoints.advance(unit, lease(1), checkpoint(2, "c"))).isTrue();
        });
        assertThat(find(store, STREAM)).contains(checkpoint(2, "c"));
    }

    @Test
    @DisplayName("R02: of many threads that write a first checkpoint exactly one wins, at every level of isolation")
    default void ofManyThreadsThatWriteAFirstCheckpointExactlyOneWins() {
        StoreUnderTest store = store();
        AtomicInteger wins = new AtomicInteger();
        Isolation.forEach(store, (transactions, level) -> {
            StreamId stream = stream(Isolation.newScope(level));
            wins.set(0);
            List<ErrorCode> losses = Threads.run(
                    6,
                    thread -> transactions.inTransaction(unit -> {
                        Lease lease = new Lease(stream, "thread " + thread, 1);
                        if (!store.repositories().checkpoints().advance(unit, lease, checkpoint(1, "w" + thread))) {
                            throw new IntegrationException(ErrorCode.STORE_CONFLICT, "another thread has written it");
                        }
                        unit.afterCommit(wins::incrementAndGet);
                        return true;
                    }));
            assertThat(losses).hasSize(5).containsOnly(ErrorCode.STORE_CONFLICT);
            assertThat(wins).hasValue(1);
        });
    }

    @Test
    @DisplayName("R15: instants keep microseconds in UTC whatever the zone")
    default void instantsOfCheckpointsKeepMicroseconds() {
        StoreUnderTest store = store();
        AtomicInteger revision = new AtomicInteger();
        inEveryZone(zone -> {
            assertThat(find(store, STREAM).map(StoredCheckpoint::updatedAt).orElse(NOW))
                    .isEqualTo(NOW);
            advance(store, lease(1), checkpoint(revision.incrementAndGet(), zone));
            assertThat(find(store, STREAM).map(StoredCheckpoint::updatedAt)).contains(NOW);
        });
    }

    private static boolean advance(StoreUnderTest store, Lease lease, StoredCheckpoint next) {
        return store.get(unit -> store.repositories().checkpoints().advance(unit, lease, next));
    }

    private static Optional<StoredCheckpoint> find(StoreUnderTest store, StreamId stream) {
        return store.get(unit -> store.repositories().checkpoints().find(unit, stream));
    }
}
