package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.testkit.hubspot.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeltaScanTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @CsvSource({"company,companies,name", "contact,contacts,email", "deal,deals,dealname"})
    void onlyWhatChangedSinceTheFullScanIsRead(String type, String path, String property) {
        List<String> ids = portal.records.addGenerated(path, 120, 7);
        Scanner scanner = new Scanner(portal.context, type);
        portal.clock.turn(HOUR);
        List<PullPage> full = scanner.full();
        portal.clock.turn(HOUR);
        portal.records.updateRecord(path, ids.get(50), Map.of(property, "changed"));

        List<PullPage> delta = scanner.deltaAfter(full);

        assertThat(Mirror.of(delta).values(property)).isEqualTo(Map.of(ids.get(50), "changed"));
    }

    @Test
    void recordOfTheWatermarksOwnMillisecondIsRead() {
        String id = portal.addContact("ann@example.com");

        assertThat(Mirror.of(portal.contacts().deltaSince(portal.clock.instant().toString())).records)
                .containsOnlyKeys(id);
    }

    @Test
    void watermarkOfTheNextScanLiesBeforeTheStartOfThisOne() {
        Instant start = portal.clock.instant();
        portal.records.addGenerated("contacts", 250, 7);

        List<PullPage> delta =
                portal.contacts().betweenPages(page -> portal.clock.turn(HOUR)).deltaSince("2026-01-01T00:00:00Z");

        assertThat(Scanner.watermark(delta))
                .isEqualTo(start.minus(Portal.OVERLAP).toString());
    }

    @Test
    void watermarkNeverMovesBack() {
        String watermark = portal.clock.instant().minusSeconds(60).toString();

        assertThat(Scanner.watermark(portal.contacts().deltaSince(watermark))).isEqualTo(watermark);
    }

    @Test
    void recordChangedWhileTheScanRunsIsReadByTheNextOne() {
        List<String> ids = portal.records.addGenerated("contacts", 250, 7);
        portal.clock.turn(HOUR);
        List<PullPage> delta = portal.contacts()
                .betweenPages(page -> {
                    portal.clock.turn(Duration.ofMinutes(1));
                    portal.records.updateRecord("contacts", ids.get(0), Map.of("email", "late@example.com"));
                })
                .deltaSince("2026-01-01T00:00:00Z");
        Mirror mirror = Mirror.of(delta);

        mirror.apply(portal.contacts().deltaAfter(delta));

        assertThat(mirror.values("email")).isEqualTo(portal.emails());
    }

    @Test
    void recordThatTheIndexShowsLateIsReadByTheNextScan() {
        try (Portal lagging = new Portal(habits -> habits.searchIndexLag(Duration.ofMinutes(4)), Map.of())) {
            List<PullPage> full = lagging.contacts().full();
            lagging.clock.turn(HOUR);
            lagging.addContact("hidden@example.com");
            List<PullPage> first = lagging.contacts().deltaAfter(full);
            lagging.clock.turn(Duration.ofMinutes(4));

            List<PullPage> second = lagging.contacts().deltaAfter(first);

            assertThat(Mirror.of(first).records).isEmpty();
            assertThat(Mirror.of(second).values("email")).containsValue("hidden@example.com");
        }
    }

    @Test
    void overlapIsAsLongAsItIsSet() {
        try (Portal patient = new Portal(habits -> habits, Map.of("overlap", "PT2H"))) {
            String expected = patient.clock.instant().minus(Duration.ofHours(2)).toString();

            assertThat(Scanner.watermark(patient.contacts().full())).isEqualTo(expected);
            assertThat(Scanner.watermark(patient.contacts().deltaSince(""))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1970-01-01T00:00:00Z", "1969-12-31T00:00:00Z"})
    void scanWithoutAPositionBeginsAfterTheBeginningOfTime(String watermark) {
        portal.addContact("ann@example.com");

        assertThat(Mirror.of(portal.contacts().deltaSince(watermark)).records).hasSize(1);
    }

    @Test
    void archivedRecordsAreToldOnceAndOnlySinceTheWatermark() {
        List<String> ids = portal.records.addGenerated("contacts", 130, 7);
        ids.subList(0, 5).forEach(id -> portal.records.archive("contacts", id));
        portal.clock.turn(HOUR);
        List<PullPage> full = portal.contacts().full();
        portal.clock.turn(HOUR);
        ids.subList(5, 125).forEach(id -> portal.records.archive("contacts", id));

        List<PullPage> delta = portal.contacts().deltaAfter(full);
        portal.clock.turn(HOUR);
        List<PullPage> next = portal.contacts().deltaAfter(delta);
        List<PullPage> afterNext = portal.contacts().deltaAfter(next);

        assertThat(Mirror.of(delta).words())
                .containsExactlyInAnyOrderElementsOf(
                        ids.subList(5, 125).stream().map(id -> "ARCHIVED " + id).toList());
        assertThat(Mirror.of(afterNext).words()).isEmpty();
    }

    @Test
    void survivorOfAMergeComesFirstAndThenEveryRecordThatWentIntoIt() {
        String ann = portal.addContact("ann@example.com");
        String anne = portal.addContact("anne@example.com");
        List<PullPage> full = portal.contacts().full();
        portal.clock.turn(HOUR);
        String survivor = portal.records.merge("contacts", ann, anne);

        List<PullPage> delta = portal.contacts().deltaAfter(full);

        assertThat(Mirror.of(delta).words())
                .containsExactly("upserted " + survivor, ann + ">" + survivor, anne + ">" + survivor);
        assertThat(Mirror.of(full).apply(delta).values("email")).isEqualTo(portal.emails());
    }

    @Test
    void mergesAreToldAgainWheneverTheSurvivorIsReadSoThatACrashLosesNone() {
        String ann = portal.addContact("ann@example.com");
        String anne = portal.addContact("anne@example.com");
        String survivor = portal.records.merge("contacts", ann, anne);
        List<PullPage> delta = portal.contacts().deltaSince("");
        portal.clock.turn(HOUR);
        portal.records.updateRecord("contacts", survivor, Map.of("email", "ann-e@example.com"));

        assertThat(Mirror.of(portal.contacts().deltaAfter(delta)).words())
                .containsExactly("upserted " + survivor, ann + ">" + survivor, anne + ">" + survivor);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void chainOfMergesIsToldHoweverSmallThePages(int maxRecords) {
        String survivor = portal.addContact("a0@example.com");
        for (int i = 1; i <= 8; i++) {
            survivor = portal.records.merge("contacts", survivor, portal.addContact("a" + i + "@example.com"));
        }
        String last = survivor;
        portal.addContacts(5, portal.clock.instant());

        Mirror mirror = Mirror.of(portal.contacts().maxRecords(maxRecords).deltaSince(""));

        List<String> merges = mirror.words().stream()
                .filter(word -> word.endsWith(">" + last))
                .toList();
        assertThat(Set.copyOf(merges)).hasSize(16);
        assertThat(mirror.words().indexOf("upserted " + last))
                .isLessThan(mirror.words().indexOf(merges.get(0)));
        assertThat(mirror.values("email")).isEqualTo(portal.emails());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void recordsThatWentIntoOneThatWasArchivedSinceAreToldToo(int maxRecords) {
        portal.addContacts(3, portal.clock.instant());
        String ann = portal.addContact("ann@example.com");
        String anne = portal.addContact("anne@example.com");
        portal.clock.turn(HOUR);
        List<PullPage> full = portal.contacts().full();
        portal.clock.turn(HOUR);
        String survivor = portal.records.merge("contacts", ann, anne);
        String another = portal.addContact("bob@example.com");
        portal.records.archive("contacts", survivor);
        portal.records.archive("contacts", another);

        Mirror mirror = Mirror.of(portal.contacts().maxRecords(maxRecords).deltaAfter(full));

        assertThat(mirror.words())
                .containsExactly("ARCHIVED " + survivor, "ARCHIVED " + ann, "ARCHIVED " + anne, "ARCHIVED " + another);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 99, 1_000})
    void pagesOfAnySizeReadTheSame(int maxRecords) {
        portal.addContacts(40, portal.clock.instant());
        portal.records.addGenerated("contacts", 40, 7);
        portal.addContacts(10, portal.clock.instant().minusMillis(20));

        Mirror mirror = Mirror.of(portal.contacts().maxRecords(maxRecords).deltaSince("2026-01-01T00:00:00Z"));

        assertThat(mirror.values("email")).isEqualTo(portal.emails());
    }

    @Test
    void valuesComeFromReadingByIdAndNotFromTheIndex() {
        portal.records.addGenerated("contacts", 50, 7);

        Mirror mirror = Mirror.of(portal.contacts().fields(Set.of("phone")).deltaSince("2026-01-01T00:00:00Z"));

        assertThat(mirror.values("phone")).isEqualTo(Mirror.values(portal.records.records("contacts"), "phone"));
        assertThat(portal.requestsTo("/batch/read")).isEqualTo(1);
    }

    @Test
    void recordThatIsGoneByTheTimeItIsReadIsAbsent() {
        portal.addContact("ann@example.com");
        portal.simulator.faults().next(1).onPath("/batch/read").status(404);

        assertThat(Mirror.of(portal.contacts().deltaSince("")).changes).isEmpty();
    }

    @Test
    void eachEntityTypeIsSearchedByItsOwnModifiedDate() {
        StubTransport stub = new StubTransport();
        for (int i = 0; i < 6; i++) {
            stub.answer(StubTransport.page());
        }
        List.of("contact", "company", "deal").forEach(type -> stub.scanner(type).deltaSince(""));

        assertThat(stub.body(0)).contains("\"propertyName\":\"lastmodifieddate\"", "\"value\":\"1000\"");
        assertThat(stub.body(2)).contains("\"propertyName\":\"hs_lastmodifieddate\"");
        assertThat(stub.body(4)).contains("\"propertyName\":\"hs_lastmodifieddate\"");
    }

    @Test
    void everyChangeOfAPageIsAnUpsertWithItsVersion() {
        portal.records.addGenerated("deals", 3, 7);

        List<PullPage> delta = new Scanner(portal.context, "deal").deltaSince("");

        assertThat(delta.get(0).changes())
                .allSatisfy(
                        change -> assertThat(((Change.Upserted) change).record().version())
                                .isPresent());
        assertThat(portal.simulator.requests())
                .extracting(RecordedRequest::method)
                .containsExactly("POST", "POST", "GET");
    }
}
