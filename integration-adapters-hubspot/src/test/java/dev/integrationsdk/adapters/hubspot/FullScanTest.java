package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import dev.integrationsdk.testkit.hubspot.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FullScanTest {
    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @CsvSource({"company,companies,name", "contact,contacts,email", "deal,deals,dealname"})
    void everyRecordIsListedWithItsValues(String type, String path, String property) {
        portal.records.addGenerated(path, 250, 7);

        List<PullPage> pages = new Scanner(portal.context, type).full();

        assertThat(pages).extracting(page -> page.changes().size()).containsExactly(100, 100, 50);
        assertThat(Mirror.of(pages).values(property)).isEqualTo(Mirror.values(portal.records.records(path), property));
        assertThat(Scanner.last(pages).completeness()).contains(Completeness.COMPLETE);
    }

    @Test
    void recordCarriesIdVersionDateAndNullForWhatIsEmpty() {
        String id = portal.addContact("ann@example.com");

        Change change = portal.contacts().full().get(0).changes().get(0);

        ExternalRecord record = ((Change.Upserted) change).record();
        assertThat(record.externalId().value()).isEqualTo(id);
        assertThat(record.version()).contains("2026-03-10T12:00:00Z");
        assertThat(record.modifiedAt()).contains(portal.clock.instant());
        assertThat(record.attributes().text("email")).contains("ann@example.com");
        assertThat(record.attributes().isNull("phone")).isTrue();
        assertThat(record.attributes().contains("no_such_property")).isFalse();
    }

    @Test
    void pageHoldsNoMoreRecordsThanAskedFor() {
        portal.records.addGenerated("contacts", 10, 7);

        assertThat(portal.contacts().maxRecords(4).full())
                .extracting(page -> page.changes().size())
                .containsExactly(4, 4, 2);
    }

    @Test
    void watermarkIsTheStartOfTheScanLessTheOverlapHoweverLongItTakes() {
        Instant start = portal.clock.instant();
        portal.records.addGenerated("contacts", 250, 7);

        List<PullPage> pages = portal.contacts()
                .betweenPages(page -> portal.clock.turn(Duration.ofHours(1)))
                .full();

        assertThat(pages)
                .extracting(page -> page.next().watermark())
                .containsOnly(start.minus(Portal.OVERLAP).toString());
    }

    @Test
    void shortAndEmptyPagesAreNotTheEnd() {
        StubTransport stub = new StubTransport()
                .answer(StubTransport.pageBefore("p2", StubTransport.record("1", "2026-01-01T00:00:00Z")))
                .answer(StubTransport.pageBefore("p3"))
                .answer(StubTransport.page(StubTransport.record("2", "2026-01-01T00:00:00Z")));

        assertThat(Mirror.of(stub.scanner("deal").full()).records).containsOnlyKeys("1", "2");
    }

    @Test
    void linkToTheNextPageIsNeverFollowed() {
        StubTransport stub = new StubTransport()
                .answer(StubTransport.pageBefore("MTA=&x", StubTransport.record("1", "2026-01-01T00:00:00Z")))
                .answer(StubTransport.page());

        stub.scanner("deal").full();

        assertThat(stub.calls())
                .allSatisfy(call -> assertThat(call.uri().getHost()).isEqualTo("api.hubapi.com"));
        assertThat(stub.calls().get(1).uri().getRawQuery()).endsWith("&after=MTA%3D%26x");
    }

    @Test
    void listingThatTurnsInACircleFails() {
        portal.records.addGenerated("contacts", 30, 7);
        Scanner scanner = portal.contacts().maxRecords(10);
        SyncCheckpoint second = scanner.page(ScanKind.FULL, Optional.empty()).next();
        portal.simulator.faults().next(1).repeatAfter();

        assertThat(scanner.failure(ScanKind.FULL, Optional.of(second)).code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void cursorThatHubSpotNoLongerTakesHasExpiredAndTheScanBeginsAnew() {
        portal.records.addGenerated("contacts", 30, 7);
        Scanner scanner = portal.contacts().maxRecords(10);
        SyncCheckpoint second = scanner.page(ScanKind.FULL, Optional.empty()).next();
        portal.simulator.faults().next(1).expireAfter();

        assertThat(scanner.failure(ScanKind.FULL, Optional.of(second)).code()).isEqualTo(ErrorCode.CURSOR_EXPIRED);
        assertThat(Mirror.of(scanner.scan(ScanKind.FULL, Optional.of(second.withoutCursor()))).records)
                .hasSize(30);
    }

    @Test
    void manyPropertiesAreReadByIdSoThatNoAddressIsTooLongAndNoneIsLost() {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            properties.put("a_rather_long_property_name_" + i, "value " + i);
        }
        portal.records.addRecord("contacts", properties);

        Mirror mirror = Mirror.of(portal.contacts().fields(properties.keySet()).full());

        assertThat(mirror.records.values())
                .singleElement()
                .satisfies(attributes -> properties.forEach(
                        (name, value) -> assertThat(attributes.text(name)).contains(value)));
        assertThat(portal.simulator.requests())
                .extracting(RecordedRequest::method)
                .containsExactly("GET", "POST");
    }

    @Test
    void addressThatFitsIsUsedAndJoinsPropertiesByCommas() {
        StubTransport stub = new StubTransport().answer(StubTransport.page());

        stub.scanner("deal").fields(new TreeSet<>(Set.of("amount", "größe"))).full();

        assertThat(stub.calls().get(0).uri().toString())
                .isEqualTo("https://api.hubapi.com/crm/objects/2026-03/deals?limit=100&properties="
                        + "amount,gr%C3%B6%C3%9Fe,hs_lastmodifieddate,hs_merged_object_ids,hs_object_id");
    }

    @Test
    void recordWithoutIdIsKeptAsideAndTheScanProvesNoAbsence() {
        portal.records.addGenerated("contacts", 30, 7);
        portal.simulator.faults().next(1).recordWithoutId();

        List<PullPage> pages = portal.contacts().maxRecords(10).full();

        assertThat(pages.get(0).changes()).hasSize(9);
        assertThat(pages.get(0).unreadable()).singleElement().satisfies(record -> {
            assertThat(record.externalId()).isEmpty();
            assertThat(record.position()).isEqualTo("list contacts $.results[0]");
        });
        assertThat(Scanner.last(pages).completeness()).contains(Completeness.PARTIAL);
    }

    @Test
    void recordThatIsListedTwiceIsOneChange() {
        portal.records.addGenerated("contacts", 3, 7);
        portal.simulator.faults().next(1).duplicateRecord();

        assertThat(portal.contacts().full().get(0).changes()).hasSize(3);
    }

    @Test
    void missingScopeFailsTheStreamNamingItAndNothingIsReadInItsPlace() {
        portal.records.grantOnly(Set.of("oauth"));

        IntegrationException failure = portal.contacts().failure(ScanKind.FULL);

        assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(failure).hasMessageContaining("[crm.objects.contacts.read]");
        assertThat(portal.simulator.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03,/crm/objects/2026-03/contacts",
        "2026-09,/crm/objects/2026-09/contacts",
        "v3,/crm/v3/objects/contacts"
    })
    void everyVersionHasItsOwnPaths(String version, String path) {
        try (Portal versioned = new Portal(habits -> habits, Map.of("api-version", version))) {
            versioned.addContact("ann@example.com");

            versioned.contacts().deltaAfter(versioned.contacts().full());

            assertThat(versioned.simulator.requests())
                    .extracting(RecordedRequest::path)
                    .contains(path, path + "/search", path + "/batch/read");
        }
    }

    @Test
    void tokenIsAskedForWithEveryCall() {
        portal.addContact("ann@example.com");
        Scanner scanner = portal.contacts();
        portal.context.token = "pat-eu1-revoked";

        IntegrationException failure = scanner.failure(ScanKind.FULL);
        portal.context.token = Portal.TOKEN;

        assertThat(failure.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
        assertThat(failure).hasMessageContaining("INVALID").hasMessageNotContaining("pat-eu1");
        assertThat(Mirror.of(scanner.full()).records).hasSize(1);
    }

    @Test
    void expiredTokenIsToldFromAnInvalidOne() {
        portal.records.expireToken();

        assertThat(portal.contacts().failure(ScanKind.FULL)).hasMessageContaining("EXPIRED");
    }

    @Test
    void everyCallCarriesTheCorrelationId() {
        portal.addContact("ann@example.com");

        portal.contacts().deltaSince("");

        assertThat(portal.simulator.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.correlationId()).contains("run-7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"full~deals~complete~MQ", "delta~contacts~1~1~archived~", "full~contacts~complete~", "%%%", "7"})
    void foreignCursorHasExpired(String cursor) {
        SyncCheckpoint foreign = SyncCheckpoint.of(1, "2026-03-10T11:55:00Z").withCursor(cursor);

        assertThat(portal.contacts()
                        .failure(ScanKind.FULL, Optional.of(foreign))
                        .code())
                .isEqualTo(ErrorCode.CURSOR_EXPIRED);
        assertThat(portal.simulator.requestCount()).isZero();
    }

    @Test
    void checkpointOfALaterVersionIsRefused() {
        Optional<SyncCheckpoint> later = Optional.of(SyncCheckpoint.of(2, "v2:whatever"));

        assertThat(portal.contacts().failure(ScanKind.FULL, later).code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(portal.contacts().failure(ScanKind.INCREMENTAL, later).code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @Test
    void scanKindAndEntityTypeThatAreNotThereAreUnsupported() {
        assertThat(new Scanner(portal.context, "owner")
                        .failure(ScanKind.INCREMENTAL)
                        .code())
                .isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(new Scanner(portal.context, "invoice").failure(ScanKind.FULL).code())
                .isEqualTo(ErrorCode.UNSUPPORTED);
    }
}
