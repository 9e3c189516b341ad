package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What search and batch read do that no simulator of a healthy portal shows. */
class UnrulySearchTest {
    private static final String DAY = "2026-03-01T00:00:00.00";
    private static final long DAY_MILLIS = Instant.parse(DAY + "0Z").toEpochMilli();

    private final StubTransport stub = new StubTransport();

    @Test
    void dateOutOfOrderDoesNotCarryThePositionPastOthers() {
        String page = StubTransport.pageBefore("4", record(1, 1), record(2, 9), record(3, 2), record(4, 3));
        stub.answer(page).answer(page);

        SyncCheckpoint next = first(4).next();

        assertThat(next.cursor().orElseThrow()).endsWith("~live~" + (DAY_MILLIS + 2) + "~0");
    }

    @Test
    void dateAtTheEndOfAPageIsNotTrustedWithoutAnother() {
        String page = StubTransport.pageBefore("3", record(1, 1), record(2, 2), record(3, 9));
        stub.answer(page).answer(page);

        assertThat(first(3).next().cursor().orElseThrow()).endsWith("~live~" + (DAY_MILLIS + 2) + "~0");
    }

    @Test
    void pageWithoutAnythingToGoOnFromIsPassedByOffset() {
        stub.answer(StubTransport.pageBefore("2")).answer(StubTransport.page()).answer(StubTransport.page());

        stub.scanner("deal").maxRecords(2).deltaSince(DAY + "0Z");

        assertThat(stub.body(1)).contains("\"after\":\"2\"");
    }

    @Test
    void offsetThatDoesNotAdvanceFails() {
        stub.answer(StubTransport.pageBefore("2")).answer(StubTransport.pageBefore("2"));
        Scanner scanner = stub.scanner("deal").maxRecords(2);
        SyncCheckpoint second = scanner.page(ScanKind.INCREMENTAL, from()).next();

        assertThat(scanner.failure(ScanKind.INCREMENTAL, Optional.of(second)).code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void offsetBeyondTheReachOfSearchIsNeverAskedFor() {
        SyncCheckpoint far = SyncCheckpoint.of(1, DAY + "0Z").withCursor("delta~deals~1~1~live~1~9999");

        assertThat(stub.scanner("deal")
                        .failure(ScanKind.INCREMENTAL, Optional.of(far))
                        .code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(stub.calls()).isEmpty();
    }

    @Test
    void searchThatIgnoresTheIdInsideAMillisecondFailsInsteadOfTurning() {
        String page = StubTransport.pageBefore("2", record(1, 5), record(2, 5));
        stub.answer(page).answer(page);
        SyncCheckpoint tie = SyncCheckpoint.of(1, DAY + "0Z")
                .withCursor("delta~deals~" + DAY_MILLIS + "~" + DAY_MILLIS + "~ties~" + DAY_MILLIS + "~2");

        assertThat(stub.scanner("deal")
                        .failure(ScanKind.INCREMENTAL, Optional.of(tie))
                        .code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void scanEndsThoughRecordsChangeFasterThanTheyAreRead() {
        stub.answer(StubTransport.pageBefore("2", record(1, "2026-03-10T12:00:05Z"), record(2, "2026-03-10T12:00:06Z")))
                .answer(StubTransport.page())
                .answer(StubTransport.page());

        List<PullPage> pages = stub.scanner("deal").maxRecords(2).deltaSince(DAY + "0Z");

        assertThat(pages).hasSize(2);
        assertThat(stub.calls().get(2).uri().getQuery()).contains("archived=true");
    }

    @Test
    void fastClockOfOursDoesNotCarryTheWatermarkPastHubSpotsTime() {
        stub.answer(200, Map.of("Date", "Tue, 10 Mar 2026 11:00:00 GMT"), StubTransport.page())
                .answer(200, Map.of("Date", "Tue, 10 Mar 2026 11:30:00 GMT"), StubTransport.page());

        assertThat(Scanner.watermark(stub.scanner("deal").deltaSince(DAY + "0Z")))
                .isEqualTo("2026-03-10T10:55:00Z");
    }

    @Test
    void slowClockOfOursDoesNotHideWhatChangedAfterIt() {
        stub.answer(
                        200,
                        Map.of("Date", "Tue, 10 Mar 2026 13:00:00 GMT"),
                        StubTransport.pageBefore(
                                "2", record(1, "2026-03-10T12:30:00Z"), record(2, "2026-03-10T12:31:00Z")))
                .answer(StubTransport.page());

        assertThat(first(2).next().cursor().orElseThrow()).contains("~live~");
    }

    @Test
    void fullScanFollowsTheSlowerClock() {
        stub.answer(200, Map.of("Date", "Tue, 10 Mar 2026 11:00:00 GMT"), StubTransport.page());

        assertThat(Scanner.watermark(stub.scanner("deal").full())).isEqualTo("2026-03-10T10:55:00Z");
    }

    @Test
    void partOfABatchThatIsMissingIsAbsentAndTheRestIsRead() {
        stub.answer(StubTransport.page(record(1, 1), record(2, 2)))
                .answer(
                        207,
                        Map.of(),
                        "{\"status\":\"COMPLETE\",\"results\":[" + record(2, 2) + "],\"numErrors\":1,\"errors\":[{"
                                + "\"category\":\"OBJECT_NOT_FOUND\",\"context\":{\"ids\":[\"1\"]}}]}")
                .answer(StubTransport.page());

        assertThat(Mirror.of(stub.scanner("deal").deltaSince(DAY + "0Z")).records)
                .containsOnlyKeys("2");
    }

    @Test
    void partOfABatchThatFailedForAnotherReasonIsNotTakenForMissing() {
        stub.answer(StubTransport.page(record(1, 1)))
                .answer(207, Map.of(), "{\"results\":[],\"errors\":[{\"category\":\"INTERNAL_ERROR\"},7,{}]}");

        assertThat(stub.scanner("deal").failure(ScanKind.INCREMENTAL, from()).code())
                .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void recordThatAnswersForAnotherIdIsNotMistakenForIt() {
        stub.answer(StubTransport.page(record(1, 1), record(2, 2)))
                .answer(StubTransport.page(record(2, 2), record(3, 3)))
                .answer(StubTransport.page());

        assertThat(Mirror.of(stub.scanner("deal").deltaSince(DAY + "0Z")).records)
                .containsOnlyKeys("2");
    }

    @Test
    void wrongTypeBehindA404IsNotTakenForMissingRecords() {
        stub.answer(StubTransport.page(record(1, 1)))
                .answer(404, Map.of("Content-Type", "text/html"), "<html>nothing here</html>");

        assertThat(stub.scanner("deal").failure(ScanKind.INCREMENTAL, from()).code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void unreadableRecordOfSearchAndOfReadingAreBothKeptAside() {
        stub.answer(StubTransport.page(record(1, 1), "{\"properties\":{}}"))
                .answer(StubTransport.page("{\"id\":\"1\",\"properties\":[]}"))
                .answer(StubTransport.page());

        PullPage page = stub.scanner("deal").page(ScanKind.INCREMENTAL, from());

        assertThat(page.unreadable())
                .extracting(record -> record.position())
                .containsExactly("search deals $.results[1]", "read deals $.results[0]");
    }

    @Test
    void archivedListingThatTurnsInACircleFails() {
        stub.answer(StubTransport.pageBefore("p"));
        SyncCheckpoint turning = SyncCheckpoint.of(1, DAY + "0Z").withCursor("delta~deals~1~1~archived~p~~");

        assertThat(stub.scanner("deal")
                        .failure(ScanKind.INCREMENTAL, Optional.of(turning))
                        .code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void archivedRecordWithoutADateIsTold() {
        stub.answer(StubTransport.page()).answer(StubTransport.page(StubTransport.record("9", "2026-01-01T00:00:00Z")));

        assertThat(Mirror.of(stub.scanner("deal").deltaSince(DAY + "0Z")).words())
                .containsExactly("ARCHIVED 9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full~deals~complete~p",
                "delta~contacts~1~1~archived~",
                "delta~deals~1~1~live~1",
                "delta~deals~1~1~live~1~99999999999",
                "delta~deals~1~1~live~1~0~more",
                "delta~deals~x~1~archived~",
                "delta~deals~1~1~merges~~1~live~1~0",
                "delta~deals~1~1~sideways~1",
                "%",
                "MTA="
            })
    void foreignCursorHasExpired(String cursor) {
        SyncCheckpoint foreign = SyncCheckpoint.of(1, DAY + "0Z").withCursor(cursor);

        IntegrationException failure = stub.scanner("deal").failure(ScanKind.INCREMENTAL, Optional.of(foreign));

        assertThat(failure.code()).isEqualTo(ErrorCode.CURSOR_EXPIRED);
    }

    @Test
    void foreignWatermarkIsRefused() {
        Optional<SyncCheckpoint> foreign = Optional.of(SyncCheckpoint.of(1, "uSNChanged:4711"));

        assertThat(stub.scanner("deal").failure(ScanKind.INCREMENTAL, foreign).code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @ParameterizedTest
    @CsvSource({"SECONDLY,1", "TEN_SECONDLY_ROLLING,10"})
    void limitOfSearchWithoutHeadersSaysWhenToGoOn(String policy, int seconds) {
        stub.answer(429, Map.of(), "{\"policyName\":\"" + policy + "\"}");

        assertThat(stub.scanner("deal").failure(ScanKind.INCREMENTAL, from()).retryAt())
                .contains(StubTransport.NOW.plus(Duration.ofSeconds(seconds)));
    }

    private PullPage first(int maxRecords) {
        return stub.scanner("deal").maxRecords(maxRecords).page(ScanKind.INCREMENTAL, from());
    }

    private static Optional<SyncCheckpoint> from() {
        return Optional.of(SyncCheckpoint.of(1, DAY + "0Z"));
    }

    private static String record(int id, int millis) {
        return record(id, DAY + millis + "Z");
    }

    private static String record(int id, String modified) {
        return StubTransport.record(Integer.toString(id), modified);
    }
}
