package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.ScanPart;
import dev.integrationsdk.store.ScanRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.STREAM;
import static dev.integrationsdk.testkit.contract.Fixtures.stream;
import static org.assertj.core.api.Assertions.assertThat;

/** What a {@link ScanRepository} must hold to. */
public interface ScanRepositoryContract {
    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @Test
    @DisplayName("R31: parts of a scan are kept hash by hash and listed in the order of their numbers")
    default void partsAreKeptHashByHash() {
        StoreUnderTest store = store();
        ScanPart large = new ScanPart(
                10,
                NOW,
                LongStream.range(0, 150_000).map(i -> i * 0x9E3779B97F4A7C15L).toArray(),
                false);
        ScanPart small = new ScanPart(9, NOW, new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}, true);
        add(store, STREAM, large);
        add(store, STREAM, small);
        add(store, STREAM, part(1));
        assertThat(list(store, STREAM, 0, 9)).containsExactly(part(1), small, large);
        assertThat(list(store, STREAM, 0, 2)).containsExactly(part(1), small);
        assertThat(list(store, STREAM, 9, 2)).containsExactly(large);
    }

    @Test
    @DisplayName("R31: part that is there already is replaced")
    default void partThatIsThereAlreadyIsReplaced() {
        StoreUnderTest store = store();
        add(store, STREAM, part(1));
        ScanPart other = new ScanPart(1, NOW.plusNanos(1_000), new long[] {7}, true);
        add(store, STREAM, other);
        assertThat(list(store, STREAM, 0, 9)).containsExactly(other);
    }

    @Test
    @DisplayName("R15: beginning of a scan is the same in every zone")
    default void beginningIsTheSameInEveryZone() {
        StoreUnderTest store = store();
        StoreAssertions.inEveryZone(zone -> {
            begin(store, STREAM, NOW);
            add(store, STREAM, part(1));
            assertThat(begunAt(store, STREAM)).contains(NOW);
            assertThat(list(store, STREAM, 0, 9)).containsExactly(part(1));
        });
    }

    @Test
    @DisplayName("R31: new scan knows nothing of an earlier one")
    default void newScanKnowsNothingOfAnEarlierOne() {
        StoreUnderTest store = store();
        assertThat(begunAt(store, STREAM)).isEmpty();
        assertThat(list(store, STREAM, 0, 9)).isEmpty();
        begin(store, STREAM, NOW);
        assertThat(list(store, STREAM, 0, 9)).isEmpty();
        add(store, STREAM, part(1));
        add(store, STREAM, part(2));
        begin(store, STREAM, NOW.plusSeconds(1));
        assertThat(begunAt(store, STREAM)).contains(NOW.plusSeconds(1));
        assertThat(list(store, STREAM, 0, 9)).isEmpty();
        add(store, STREAM, part(1));
        forget(store, STREAM);
        assertThat(begunAt(store, STREAM)).isEmpty();
        assertThat(list(store, STREAM, 0, 9)).isEmpty();
    }

    @Test
    @DisplayName("R10: scans of other streams and tenants are kept apart")
    default void scansAreKeptApart() {
        StoreUnderTest store = store();
        StreamId full = STREAM.with(ScanKind.FULL);
        StreamId theirs = stream(OTHER_TENANT);
        begin(store, STREAM, NOW);
        add(store, STREAM, part(1));
        for (StreamId other : List.of(full, theirs)) {
            assertThat(begunAt(store, other)).isEmpty();
            assertThat(list(store, other, 0, 9)).isEmpty();
            begin(store, other, NOW.plusSeconds(1));
            forget(store, other);
        }
        assertThat(begunAt(store, STREAM)).contains(NOW);
        assertThat(list(store, STREAM, 0, 9)).containsExactly(part(1));
    }

    @Test
    @DisplayName("R03: rollback undoes what a commit would have listed, and a beginning")
    default void rollbackUndoesWhatWasListed() {
        StoreUnderTest store = store();
        begin(store, STREAM, NOW);
        add(store, STREAM, part(1));
        ScanRepository scans = store.repositories().scans();
        store.runAndRollBack(unit -> scans.add(unit, STREAM, part(2)));
        store.runAndRollBack(unit -> scans.add(unit, STREAM, new ScanPart(1, NOW, new long[0], true)));
        store.runAndRollBack(unit -> scans.begin(unit, STREAM, NOW.plusSeconds(1)));
        store.runAndRollBack(unit -> scans.forget(unit, STREAM));
        assertThat(begunAt(store, STREAM)).contains(NOW);
        assertThat(list(store, STREAM, 0, 9)).containsExactly(part(1));
    }

    private static ScanPart part(long number) {
        return new ScanPart(number, NOW, new long[] {number, -number}, false);
    }

    private static void begin(StoreUnderTest store, StreamId stream, Instant at) {
        store.run(unit -> store.repositories().scans().begin(unit, stream, at));
    }

    private static Optional<Instant> begunAt(StoreUnderTest store, StreamId stream) {
        return store.get(unit -> store.repositories().scans().begunAt(unit, stream));
    }

    private static void add(StoreUnderTest store, StreamId stream, ScanPart part) {
        store.run(unit -> store.repositories().scans().add(unit, stream, part));
    }

    private static List<ScanPart> list(StoreUnderTest store, StreamId stream, long after, int limit) {
        return store.get(unit -> store.repositories().scans().list(unit, stream, after, limit));
    }

    private static void forget(StoreUnderTest store, StreamId stream) {
        store.run(unit -> store.repositories().scans().forget(unit, stream));
    }
}
