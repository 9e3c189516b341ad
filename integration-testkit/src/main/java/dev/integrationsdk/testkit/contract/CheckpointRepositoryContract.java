package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.StoredCheckpoint;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.STREAM;
import static dev.integrationsdk.testkit.contract.Fixtures.checkpoint;
import static dev.integrationsdk.testkit.contract.Fixtures.lease;
import static dev.integrationsdk.testkit.contract.Fixtures.stream;
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
    default void nextRevisionReplacesTheFormerOne() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        assertThat(advance(store, lease(1), checkpoint(2, "b"))).isTrue();
        assertThat(find(store, STREAM)).contains(checkpoint(2, "b"));
    }

    @Test
    default void secondFirstRevisionIsRefused() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        assertThat(advance(store, lease(1), checkpoint(1, "b"))).isFalse();
        assertThat(find(store, STREAM)).contains(checkpoint(1, "a"));
    }

    @Test
    default void revisionThatDoesNotFollowIsRefused() {
        StoreUnderTest store = store();
        assertThat(advance(store, lease(1), checkpoint(2, "a"))).isFalse();
        advance(store, lease(1), checkpoint(1, "a"));
        assertThat(advance(store, lease(1), checkpoint(3, "c"))).isFalse();
        assertThat(find(store, STREAM)).contains(checkpoint(1, "a"));
    }

    @Test
    default void formerEpochIsRefusedAfterALaterOneHasWritten() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        advance(store, lease(2), checkpoint(2, "b"));
        assertThat(advance(store, lease(1), checkpoint(3, "stale"))).isFalse();
        assertThat(advance(store, lease(2), checkpoint(3, "c"))).isTrue();
    }

    @Test
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
    default void tenantsWithTheSameNamesHaveCheckpointsOfTheirOwn() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "ours"));
        assertThat(find(store, stream(OTHER_TENANT))).isEmpty();
        advance(store, new Lease(stream(OTHER_TENANT), "worker", 1), checkpoint(1, "theirs"));
        assertThat(find(store, STREAM)).contains(checkpoint(1, "ours"));
    }

    @Test
    default void rollbackUndoesTheStep() {
        StoreUnderTest store = store();
        advance(store, lease(1), checkpoint(1, "a"));
        store.runAndRollBack(unit -> store.repositories().checkpoints().advance(unit, lease(1), checkpoint(2, "b")));
        assertThat(find(store, STREAM)).contains(checkpoint(1, "a"));
        assertThat(advance(store, lease(1), checkpoint(2, "b"))).isTrue();
    }

    private static boolean advance(StoreUnderTest store, Lease lease, StoredCheckpoint next) {
        return store.get(unit -> store.repositories().checkpoints().advance(unit, lease, next));
    }

    private static Optional<StoredCheckpoint> find(StoreUnderTest store, StreamId stream) {
        return store.get(unit -> store.repositories().checkpoints().find(unit, stream));
    }
}
