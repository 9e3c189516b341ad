package dev.integrationsdk.spi.pull;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Reads along times of change and passes nothing by. */
class TimeWindowTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final TimeWindow.Terms NO_OVERLAP = TimeWindow.Terms.ofMillis(Duration.ZERO);

    private final List<TimeWindow.Stamp> remote = new ArrayList<>();
    private final Set<String> read = new HashSet<>();

    /** A remote whose answers are sorted by time alone: records of one time come in any order. */
    private PullPage page(PullRequest request, TimeWindow.Terms terms, Instant now, Random order) {
        TimeWindow window = TimeWindow.of(request, terms, now);
        List<TimeWindow.Stamp> found = new ArrayList<>();
        for (TimeWindow.Stamp stamp : remote) {
            boolean wanted = window.tiedAfter()
                    .map(id -> stamp.at().equals(window.from()) && stamp.id().compareTo(id) > 0)
                    .orElse(!stamp.at().isBefore(window.from()) && stamp.at().isBefore(window.until()));
            if (wanted) {
                found.add(stamp);
            }
        }
        Collections.shuffle(found, order);
        found.sort(
                window.tiedAfter().isPresent()
                        ? Comparator.comparing(TimeWindow.Stamp::id)
                        : Comparator.comparing(TimeWindow.Stamp::at));
        List<TimeWindow.Stamp> taken = found.subList(0, Math.min(request.maxRecords(), found.size()));
        taken.forEach(stamp -> read.add(stamp.id()));
        Optional<TimeWindow.Stamp> last = taken.isEmpty() ? Optional.empty() : Optional.of(taken.get(taken.size() - 1));
        return window.page(List.of(), last, found.size() > taken.size());
    }

    private PullPage scan(
            Optional<SyncCheckpoint> from, Optional<PullRange> range, TimeWindow.Terms terms, Instant now) {
        ScanKind kind = range.isPresent() ? ScanKind.BACKFILL : ScanKind.INCREMENTAL;
        Optional<SyncCheckpoint> position = from;
        Random order = new Random(remote.size());
        for (int step = 0; step < 10_000; step++) {
            PullPage page = page(request(kind, position, range), terms, now, order);
            if (page.isLast()) {
                return page;
            }
            assertThat(position).isNotEqualTo(Optional.of(page.next()));
            position = Optional.of(page.next());
        }
        throw new AssertionError("the scan has no end");
    }

    private static PullRequest request(ScanKind kind, Optional<SyncCheckpoint> from, Optional<PullRange> range) {
        return new PullRequest(
                EntityType.of("contact"),
                kind,
                from,
                Set.of(),
                range,
                3,
                new CallContext(CorrelationId.random(), NOON, 1));
    }

    @Test
    void everyRecordIsReadHoweverManyShareATime() {
        for (long seed = 0; seed < 300; seed++) {
            remote.clear();
            read.clear();
            Random random = new Random(seed);
            int records = random.nextInt(60);
            for (int i = 0; i < records; i++) {
                remote.add(new TimeWindow.Stamp(NOON.minusMillis(1 + random.nextInt(8)), "id-" + i));
            }

            scan(Optional.empty(), Optional.empty(), NO_OVERLAP, NOON);

            assertThat(read).as("seed %d", seed).hasSize(records);
        }
    }

    @Test
    void adjacentRangesReadEverythingBetweenThem() {
        for (int i = 0; i < 50; i++) {
            remote.add(new TimeWindow.Stamp(NOON.plusMillis(i / 5), "id-" + i));
        }

        scan(Optional.empty(), Optional.of(new PullRange(NOON, NOON.plusMillis(4))), NO_OVERLAP, NOON);
        assertThat(read).hasSize(20);
        scan(Optional.empty(), Optional.of(new PullRange(NOON.plusMillis(4), NOON.plusMillis(10))), NO_OVERLAP, NOON);

        assertThat(read).hasSize(50);
    }

    @Test
    void theStartIsClosedAndLiesAnOverlapBeforeTheWatermark() {
        remote.add(new TimeWindow.Stamp(NOON, "at the watermark"));
        remote.add(new TimeWindow.Stamp(NOON.minusSeconds(5), "in the overlap"));
        remote.add(new TimeWindow.Stamp(NOON.minusSeconds(6), "before it"));

        scan(
                Optional.of(SyncCheckpoint.of(TimeWindow.FORMAT, NOON.toString())),
                Optional.empty(),
                TimeWindow.Terms.ofMillis(Duration.ofSeconds(5)),
                NOON.plusSeconds(60));

        assertThat(read).containsExactlyInAnyOrder("at the watermark", "in the overlap");
    }

    @Test
    void whatChangesAfterTheScanHasBegunIsLeftToTheNextOne() {
        remote.add(new TimeWindow.Stamp(NOON, "at the start"));

        PullPage last = scan(Optional.empty(), Optional.empty(), NO_OVERLAP, NOON);
        assertThat(read).isEmpty();
        scan(Optional.of(last.next()), Optional.empty(), NO_OVERLAP, NOON.plusSeconds(1));

        assertThat(last.next().watermark()).isEqualTo(NOON.toString());
        assertThat(read).containsExactly("at the start");
    }

    @Test
    void theWatermarkNeverGoesBackWhateverTheClockSays() {
        SyncCheckpoint later = SyncCheckpoint.of(TimeWindow.FORMAT, NOON.toString());

        PullPage last = scan(Optional.of(later), Optional.empty(), NO_OVERLAP, NOON.minusSeconds(3_600));

        assertThat(last.next()).isEqualTo(later);
    }

    @Test
    void withoutItsCursorAScanGoesOnFromWhatItHasRead() {
        for (int i = 0; i < 30; i++) {
            remote.add(new TimeWindow.Stamp(NOON.plusSeconds(i), "id-" + i));
        }
        Instant now = NOON.plusSeconds(100);
        PullPage first =
                page(request(ScanKind.INCREMENTAL, Optional.empty(), Optional.empty()), NO_OVERLAP, now, new Random(1));

        scan(Optional.of(first.next().withoutCursor()), Optional.empty(), NO_OVERLAP, now);

        assertThat(first.next().watermark()).isEqualTo(NOON.plusSeconds(2).toString());
        assertThat(read).hasSize(30);
    }

    @Test
    void aRemoteThatHasMoreButGivesNothingToGoOnFromIsRefused() {
        TimeWindow window =
                TimeWindow.of(request(ScanKind.INCREMENTAL, Optional.empty(), Optional.empty()), NO_OVERLAP, NOON);
        TimeWindow.Stamp tooEarly = new TimeWindow.Stamp(Instant.EPOCH.minusSeconds(1), "x");

        assertRefused(() -> window.page(List.of(), Optional.empty(), true), ErrorCode.INVALID_PAYLOAD);
        assertRefused(() -> window.page(List.of(), Optional.of(tooEarly), true), ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void tiesThatDoNotMoveAreRefused() {
        SyncCheckpoint tied = SyncCheckpoint.of(TimeWindow.FORMAT, NOON.toString())
                .withCursor(NOON.plusSeconds(1) + " " + NOON + " id with blanks");
        TimeWindow window =
                TimeWindow.of(request(ScanKind.INCREMENTAL, Optional.of(tied), Optional.empty()), NO_OVERLAP, NOON);

        assertThat(window.tiedAfter()).contains("id with blanks");
        assertRefused(
                () -> window.page(List.of(), Optional.of(new TimeWindow.Stamp(NOON, "id with blanks")), true),
                ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void aForeignCheckpointIsSaidToHaveExpired() {
        List<SyncCheckpoint> foreign = List.of(
                SyncCheckpoint.of(7, NOON.toString()),
                SyncCheckpoint.of(TimeWindow.FORMAT, "yesterday"),
                SyncCheckpoint.of(TimeWindow.FORMAT, NOON.toString()).withCursor("token"));

        for (SyncCheckpoint checkpoint : foreign) {
            assertRefused(
                    () -> TimeWindow.of(
                            request(ScanKind.INCREMENTAL, Optional.of(checkpoint), Optional.empty()), NO_OVERLAP, NOON),
                    ErrorCode.CURSOR_EXPIRED);
        }
    }

    private static void assertRefused(Runnable call, ErrorCode code) {
        assertThatExceptionOfType(IntegrationException.class)
                .isThrownBy(call::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
