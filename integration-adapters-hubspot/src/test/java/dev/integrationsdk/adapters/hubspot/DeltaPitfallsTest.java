package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.testkit.hubspot.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways in which others lost records of HubSpot, or read them without end: the numbers are those of docs/adapters/hubspot.md. */
class DeltaPitfallsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String LONG_AGO = "2026-01-01T00:00:00Z";

    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void P01_moreChangesThanSearchPagesThroughAreAllRead() {
        portal.records.addGenerated("contacts", 10_300, 7);

        Mirror mirror = Mirror.of(portal.contacts().deltaSince(LONG_AGO));

        assertThat(mirror.values("email")).isEqualTo(portal.emails());
    }

    @Test
    void P02_twentyFiveThousandRecordsOfOneMillisecondAreAllReadAndTheScanEnds() {
        portal.addContact("before@example.com");
        portal.clock.turn(HOUR);
        portal.addContacts(25_000, portal.clock.instant());
        portal.clock.turn(HOUR);
        portal.addContact("after@example.com");

        Mirror mirror = Mirror.of(portal.contacts().deltaSince(LONG_AGO));

        assertThat(mirror.values("email")).isEqualTo(portal.emails());
    }

    @Test
    void P03_recordOfTheWatermarksOwnMillisecondIsRead() {
        String id = portal.addContact("ann@example.com");

        assertThat(Mirror.of(portal.contacts().deltaSince(portal.clock.instant().toString())).records)
                .containsOnlyKeys(id);
    }

    @Test
    void P04_scanThatStopsAnywhereGoesOnBeyondTheReachOfSearch() {
        portal.addContacts(130, portal.clock.instant());
        portal.records.addGenerated("contacts", 130, 7);
        Mirror mirror = new Mirror();
        Optional<SyncCheckpoint> position = Optional.of(SyncCheckpoint.of(1, LONG_AGO));
        PullPage page = portal.contacts().maxRecords(7).page(ScanKind.INCREMENTAL, position);
        while (!page.isLast()) {
            mirror.apply(List.of(page));
            SyncCheckpoint stored = SyncCheckpoint.of(
                            page.next().format(), page.next().watermark())
                    .withCursor(page.next().cursor().orElseThrow());
            page = portal.contacts().maxRecords(7).page(ScanKind.INCREMENTAL, Optional.of(stored));
        }

        assertThat(mirror.values("email")).isEqualTo(portal.emails());
    }

    @Test
    void P05_recordThatChangesWhileTheScanRunsIsReadByTheNextOne() {
        List<String> ids = portal.records.addGenerated("contacts", 250, 7);
        portal.clock.turn(HOUR);
        List<PullPage> delta = portal.contacts()
                .betweenPages(page -> {
                    portal.clock.turn(Duration.ofMinutes(1));
                    portal.records.updateRecord("contacts", ids.get(0), Map.of("email", "late@example.com"));
                })
                .deltaSince(LONG_AGO);
        Mirror mirror = Mirror.of(delta);

        mirror.apply(portal.contacts().deltaAfter(delta));

        assertThat(mirror.values("email")).isEqualTo(portal.emails());
    }

    @Test
    void P06_recordThatTheIndexShowsLateIsReadByTheOverlapOfTheNextScan() {
        try (Portal lagging = new Portal(habits -> habits.searchIndexLag(Duration.ofMinutes(4)), Map.of())) {
            List<PullPage> full = lagging.contacts().full();
            lagging.clock.turn(HOUR);
            lagging.addContact("hidden@example.com");
            List<PullPage> first = lagging.contacts().deltaAfter(full);
            lagging.clock.turn(Duration.ofMinutes(4));

            assertThat(Mirror.of(lagging.contacts().deltaAfter(first)).values("email"))
                    .containsValue("hidden@example.com");
        }
    }

    @Test
    void P07_resultOutOfOrderDoesNotCarryThePositionPastOthers() {
        portal.addContacts(3, portal.clock.instant());
        String page = "{\"results\":[" + StubTransport.record("1", "2026-03-01T00:00:00.001Z") + ","
                + StubTransport.record("2", "2026-03-01T00:00:00.009Z") + ","
                + StubTransport.record("3", "2026-03-01T00:00:00.002Z") + ","
                + StubTransport.record("4", "2026-03-01T00:00:00.003Z") + "],\"paging\":{\"next\":{\"after\":\"4\"}}}";
        portal.simulator.faults().next(1).onPath("/search").status(200, "application/json", page);

        PullPage first = portal.contacts()
                .maxRecords(4)
                .page(ScanKind.INCREMENTAL, Optional.of(SyncCheckpoint.of(1, "2026-03-01T00:00:00Z")));

        long third = Instant.parse("2026-03-01T00:00:00.002Z").toEpochMilli();
        assertThat(first.next().cursor().orElseThrow()).endsWith("~live~" + third + "~0");
    }

    @Test
    void P08_scanBeginsAfterTheBeginningOfTimeForWhichSearchFails() {
        portal.addContact("ann@example.com");

        assertThat(Mirror.of(portal.contacts().deltaSince("1970-01-01T00:00:00Z")).records)
                .hasSize(1);
    }

    @Test
    void P09_everyTypeIsSearchedByItsOwnDate() {
        String custom = portal.records.addCustomType("car");
        Map<String, String> paths = Map.of(
                "contact", "contacts", "company", "companies", "deal", "deals", "ticket", "tickets", custom, custom);
        paths.forEach((type, path) -> {
            String old = portal.records.addGenerated(path, 1, 7).get(0);
            portal.clock.turn(HOUR);
            String since = portal.clock.instant().toString();
            String changed = portal.records.addGenerated(path, 1, 8).get(0);
            portal.records.updateRecord(path, changed, Map.of("note", "x"));

            assertThat(Mirror.of(portal.scanner(type).deltaSince(since)).records)
                    .containsOnlyKeys(changed)
                    .doesNotContainKey(old);
        });
    }

    @Test
    void P10_blankPositionIsNone() {
        portal.addContact("ann@example.com");

        assertThat(Mirror.of(portal.contacts().deltaSince("")).records).hasSize(1);
        assertThat(Mirror.of(portal.contacts().deltaSince(" ")).records).hasSize(1);
    }

    @Test
    void P11_shortAndEmptyPagesAreNotTheEndAndACircleIsAnError() {
        portal.addContact("ann@example.com");
        portal.simulator
                .faults()
                .next(1)
                .status(200, "application/json", "{\"results\":[],\"paging\":{\"next\":{\"after\":\"MA==\"}}}");

        assertThat(Mirror.of(portal.contacts().full()).records).hasSize(1);

        portal.addContacts(5, portal.clock.instant());
        SyncCheckpoint second = portal.contacts()
                .maxRecords(2)
                .page(ScanKind.FULL, Optional.empty())
                .next();
        portal.simulator.faults().next(1).repeatAfter();
        assertThat(portal.contacts()
                        .maxRecords(2)
                        .failure(ScanKind.FULL, Optional.of(second))
                        .code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void P12_linkToTheNextPageIsNeverFollowed() {
        portal.records.addGenerated("contacts", 250, 7);

        assertThat(Mirror.of(portal.contacts().full()).records).hasSize(250);
        assertThat(portal.simulator.requestCount()).isEqualTo(3);
    }

    @Test
    void P13_noLegacyPathIsCalled() {
        portal.records.addGenerated("contacts", 120, 7);
        List<PullPage> full = portal.contacts().full();
        portal.clock.turn(HOUR);
        portal.contacts().deltaAfter(full);

        assertThat(portal.simulator.requests())
                .extracting(RecordedRequest::path)
                .allMatch(path -> path.startsWith("/crm/objects/2026-03/contacts"));
    }

    @Test
    void P14_largeMillisecondIsReadByRangesOfIdsInOneDirection() {
        portal.addContacts(450, portal.clock.instant());
        portal.records.addGenerated("contacts", 5, 7);

        List<PullPage> pages = portal.contacts().deltaSince(LONG_AGO);

        assertThat(pages.stream().filter(page -> page.next().cursor().orElse("").contains("~ties~")))
                .hasSizeGreaterThan(3);
        assertThat(Mirror.of(pages).values("email")).isEqualTo(portal.emails());
    }

    @Test
    void P15_positionOfOneTypeIsNotTakenForAnother() {
        portal.records.addGenerated("contacts", 150, 7);
        PullPage first = portal.contacts().page(ScanKind.FULL, Optional.empty());

        assertThat(portal.scanner("deal")
                        .failure(ScanKind.FULL, Optional.of(first.next()))
                        .code())
                .isEqualTo(ErrorCode.CURSOR_EXPIRED);
    }

    @Test
    void P16_archivedRecordsAreToldAlthoughTheirDateStays() {
        String id = portal.addContact("ann@example.com");
        portal.clock.turn(HOUR);
        List<PullPage> full = portal.contacts().full();
        portal.clock.turn(HOUR);
        portal.records.archive("contacts", id);

        assertThat(Mirror.of(portal.contacts().deltaAfter(full)).words()).containsExactly("ARCHIVED " + id);
    }

    @Test
    void P17_archivedRecordsAreNotToldAgainWithEveryScan() {
        String id = portal.addContact("ann@example.com");
        List<PullPage> full = portal.contacts().full();
        portal.clock.turn(HOUR);
        portal.records.archive("contacts", id);
        List<PullPage> first = portal.contacts().deltaAfter(full);
        portal.clock.turn(HOUR);
        List<PullPage> second = portal.contacts().deltaAfter(first);

        assertThat(Mirror.of(portal.contacts().deltaAfter(second)).words()).isEmpty();
    }

    @Test
    void P18_survivorOfAMergeComesFirstAndThenEveryRecordThatWentIntoIt() {
        String ann = portal.addContact("ann@example.com");
        String anne = portal.addContact("anne@example.com");
        List<PullPage> full = portal.contacts().full();
        portal.clock.turn(HOUR);
        String survivor = portal.records.merge("contacts", ann, anne);

        assertThat(Mirror.of(portal.contacts().deltaAfter(full)).words())
                .containsExactly("upserted " + survivor, ann + ">" + survivor, anne + ">" + survivor);
    }

    @Test
    void P19_mergesAreToldAgainWheneverTheSurvivorIsRead() {
        String ann = portal.addContact("ann@example.com");
        String anne = portal.addContact("anne@example.com");
        String survivor = portal.records.merge("contacts", ann, anne);
        List<PullPage> delta = portal.contacts().deltaSince("");
        portal.clock.turn(HOUR);
        portal.records.updateRecord("contacts", survivor, Map.of("email", "ann-e@example.com"));

        assertThat(Mirror.of(portal.contacts().deltaAfter(delta)).words())
                .contains(ann + ">" + survivor, anne + ">" + survivor);
    }

    @Test
    void P20_contactDeletedForPrivacyIsReportedByWebhookAndAbsentFromAFullScan() {
        String id = portal.addContact("ann@example.com");
        portal.records.deleteForPrivacy("contacts", id);

        assertThat(Mirror.of(portal.contacts().full()).records).isEmpty();
        assertThat(WebhookTest.accepted(
                        "[{\"portalId\":1,\"subscriptionType\":\"contact.privacyDeletion\",\"objectId\":"
                                + id + "},{\"portalId\":1,\"subscriptionType\":\"contact.deletion\",\"objectId\":" + id
                                + "}]"))
                .extracting(event -> event.type() + " " + event.subject().orElseThrow())
                .containsExactly("contact.privacyDeletion " + id, "contact.deletion " + id);
    }

    @Test
    void P58_ownWriteComesBackUnderTheVersionThatWritingItGave() {
        String id = portal.addContact("ann@example.com");
        List<PullPage> full = portal.contacts().full();
        portal.clock.turn(HOUR);
        var outcome = new Pusher(portal, "contact")
                .with(Pusher.update("1", id, Pusher.put("lastname", "Doe")))
                .push()
                .get("1");

        Change echo = Mirror.of(portal.contacts().fields(Set.of("lastname")).deltaAfter(full))
                .changes
                .get(0);

        assertThat(((Change.Upserted) echo).record().version())
                .isEqualTo(Pusher.applied(outcome).version())
                .isPresent();
    }
}
