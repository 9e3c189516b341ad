package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.record.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Types, ranges, associations, history and reading by id. */
class PullTest {
    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @CsvSource({"2026-03", "2026-09", "v3"})
    void everyTypeIsReadInFullAndThenByItsChangesInEveryVersionOfTheApi(String version) {
        try (Portal other = new Portal(habits -> habits, Map.of("api-version", version))) {
            String custom = other.records.addCustomType("car");
            Map<String, String> paths = Map.of(
                    "company",
                    "companies",
                    "contact",
                    "contacts",
                    "product",
                    "products",
                    "deal",
                    "deals",
                    "ticket",
                    "tickets",
                    "line_item",
                    "line_items",
                    custom,
                    custom);
            paths.forEach((type, path) -> {
                List<String> ids = other.records.addGenerated(path, 3, 7);
                other.clock.turn(Duration.ofHours(1));
                List<PullPage> full = other.scanner(type).full();
                other.clock.turn(Duration.ofHours(1));
                other.records.updateRecord(path, ids.get(1), Map.of("note", "x"));

                assertThat(Mirror.of(full).records.keySet()).containsExactlyInAnyOrderElementsOf(ids);
                assertThat(Mirror.of(other.scanner(type).deltaAfter(full)).records)
                        .containsOnlyKeys(ids.get(1));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000})
    void ownersPipelinesAndStagesAreListedInPartsOfAnySize(int maxRecords) {
        String ann = portal.records.addOwner("ann@example.com", "Ann", "Doe");
        portal.records.deactivateOwner(portal.records.addOwner("bob@example.com", "Bob", "Doe"));
        portal.records.addPipeline("deals", "renewals", "Renewals", "closedwon", "open");

        Mirror owners = Mirror.of(portal.scanner("owner").maxRecords(maxRecords).full());
        Mirror pipelines =
                Mirror.of(portal.scanner("deal_pipeline").maxRecords(maxRecords).full());
        Mirror stages =
                Mirror.of(portal.scanner("deal_stage").maxRecords(maxRecords).full());

        assertThat(owners.values("email")).isEqualTo(Map.of(ann, "ann@example.com"));
        assertThat(pipelines.values("label")).isEqualTo(Map.of("default", "Sales Pipeline", "renewals", "Renewals"));
        assertThat(stages.records).hasSize(6).containsKeys("default/closedwon", "renewals/closedwon");
        assertThat(stages.values("isClosed")).containsEntry("renewals/closedwon", "true");
    }

    @Test
    void rangesThatMeetLeaveNothingOutAndReadNothingTwice() {
        Instant first = portal.clock.instant();
        for (int i = 0; i < 60; i++) {
            portal.records.addRecord(
                    "contacts", Map.of("email", "a" + i + "@example.com"), first.plusMillis(i), first.plusMillis(i));
        }
        List<Instant> borders = List.of(
                first, first.plusMillis(7), first.plusNanos(20_500_000), first.plusMillis(59), first.plusMillis(60));
        List<String> read = new ArrayList<>();
        for (int i = 0; i + 1 < borders.size(); i++) {
            Mirror part = Mirror.of(portal.contacts().maxRecords(5).between(borders.get(i), borders.get(i + 1)));
            read.addAll(part.records.keySet());
        }

        assertThat(read).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(read)).isEqualTo(new TreeSet<>(portal.emails().keySet()));
    }

    @Test
    void rangeTellsNothingOfArchivedRecords() {
        String id = portal.addContact("ann@example.com");
        portal.records.archive("contacts", id);
        Instant now = portal.clock.instant();

        assertThat(Mirror.of(portal.contacts().between(now.minusSeconds(60), now.plusSeconds(60))).changes)
                .isEmpty();
    }

    @Test
    void rangeIsReadToItsEndAlthoughSearchShowsRecordsThatHaveChangedSince() {
        Instant first = Instant.parse("2026-03-01T00:00:00Z");
        String later = "2026-03-05T00:00:0";
        StubTransport stub = new StubTransport()
                .answer(StubTransport.pageBefore(
                        "3",
                        StubTransport.record("1", "2026-03-01T00:00:00.005Z"),
                        StubTransport.record("2", later + "1Z"),
                        StubTransport.record("3", later + "2Z")))
                .answer(StubTransport.page())
                .answer(StubTransport.page(StubTransport.record("4", "2026-03-01T00:00:00.006Z")))
                .answer(StubTransport.page(StubTransport.record("4", "2026-03-01T00:00:00.006Z")));

        Mirror mirror = Mirror.of(stub.scanner("deal").maxRecords(3).between(first, first.plusSeconds(60)));

        assertThat(mirror.records).containsOnlyKeys("4");
    }

    @Test
    void backfillWithoutARangeReadsEverything() {
        portal.records.addGenerated("contacts", 130, 7);

        List<PullPage> pages = portal.contacts().scan(ScanKind.BACKFILL, Optional.empty());

        assertThat(Mirror.of(pages).records).hasSize(130);
    }

    @Test
    void associationsComeAsReferencesWithEveryScanThatNamesThem() {
        try (Portal small = new Portal(habits -> habits.associationPage(3), Map.of())) {
            String ann = small.addContact("ann@example.com");
            String bob = small.addContact("bob@example.com");
            List<String> companies = small.records.addGenerated("companies", 10, 7);
            companies.forEach(company -> small.records.associate("contacts", ann, "companies", company));
            Set<String> fields = Set.of("email", "associations.company", "associations.deal");

            for (List<PullPage> pages : List.of(
                    small.contacts().fields(fields).full(),
                    small.contacts().fields(fields).deltaSince(""))) {
                Mirror mirror = Mirror.of(pages);
                assertThat(mirror.record(ann).texts("associations.company")).containsExactlyElementsOf(companies);
                assertThat(mirror.record(bob).isNull("associations.company")).isTrue();
                assertThat(mirror.record(ann).isNull("associations.deal")).isTrue();
            }
        }
    }

    @Test
    void historyComesAsTextsTheNewestFirstAndInSmallerPages() {
        portal.records.keepHistory("deals");
        List<String> ids = portal.records.addGenerated("deals", 60, 7);
        portal.clock.turn(Duration.ofHours(1));
        portal.records.updateRecord("deals", ids.get(0), Map.of("dealstage", "closedwon"));

        List<PullPage> pages = portal.scanner("deal")
                .fields(Set.of("dealstage", "history.dealstage"))
                .full();
        Mirror delta = Mirror.of(
                portal.scanner("deal").fields(Set.of("history.dealstage")).deltaSince("2026-01-01T00:00:00Z"));

        List<String> history = Mirror.of(pages).record(ids.get(0)).texts("history.dealstage");
        assertThat(pages.get(0).changes()).hasSize(50);
        assertThat(history).hasSize(2);
        assertThat(history.get(0)).isEqualTo(portal.clock.instant() + " closedwon");
        assertThat(delta.record(ids.get(0)).texts("history.dealstage")).isEqualTo(history);
    }

    @Test
    void recordsAreReadByTheirIdsAndWhatIsGoneIsToldApart() {
        String live = portal.addContact("live@example.com");
        String archived = portal.addContact("archived@example.com");
        String forgotten = portal.addContact("forgotten@example.com");
        String one = portal.addContact("one@example.com");
        String other = portal.addContact("other@example.com");
        portal.records.archive("contacts", archived);
        portal.records.deleteForPrivacy("contacts", forgotten);
        String survivor = portal.records.merge("contacts", one, other);

        List<Change> changes = read(List.of(live, archived, forgotten, one, other, survivor));

        assertThat(changes.stream().map(Mirror::word))
                .containsExactlyInAnyOrder(
                        "upserted " + live,
                        "ARCHIVED " + archived,
                        "DELETED " + forgotten,
                        one + ">" + survivor,
                        other + ">" + survivor,
                        "upserted " + survivor);
    }

    @Test
    void idThatCanBeNoneOfHubSpotsIsGoneAndSpoilsNoBatch() {
        String id = portal.addContact("ann@example.com");

        assertThat(read(List.of("not-a-number", id)).stream().map(Mirror::word))
                .containsExactlyInAnyOrder("DELETED not-a-number", "upserted " + id);
        assertThat(portal.requestsTo("/batch/read")).isEqualTo(1);
    }

    @Test
    void associationsToNoTypeOfRecordsAreAMistakeOfTheMapping() {
        assertThat(portal.contacts()
                        .fields(Set.of("associations.invoice"))
                        .failure(ScanKind.FULL)
                        .code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @Test
    void recordThatCouldNotBeReadIsLeftUnanswered() {
        String id = portal.addContact("ann@example.com");
        portal.simulator
                .faults()
                .next(1)
                .onPath("/batch/read")
                .status(200, "application/json", "{\"results\":[{\"id\":\"" + id + "\"}]}");

        assertThat(read(List.of(id))).isEmpty();
    }

    @Test
    void tokenOfAnotherPortalReadsNothing() {
        try (Portal pinned = new Portal(habits -> habits.portalId(4_711), Map.of("portal-id", "4711"));
                Portal swapped = new Portal(habits -> habits.portalId(4_712), Map.of("portal-id", "4711"))) {
            pinned.addContact("ann@example.com");

            assertThat(Mirror.of(pinned.contacts().full()).records).hasSize(1);
            assertThat(swapped.contacts().failure(ScanKind.FULL).code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(swapped.requestsTo("/contacts")).isZero();
        }
    }

    @Test
    void readingReferenceDataByIdIsUnsupported() {
        IntegrationException failure = catchThrowableOfType(
                IntegrationException.class,
                () -> portal.capability(RecordSource.class)
                        .read(new RecordSource.Request(
                                EntityType.of("owner"), List.of(ExternalId.of("1")), Set.of(), portal.call())));

        assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    private List<Change> read(List<String> ids) {
        return portal.capability(RecordSource.class)
                .read(new RecordSource.Request(
                        EntityType.of("contact"),
                        ids.stream().map(ExternalId::of).toList(),
                        Set.of("email"),
                        portal.call()));
    }
}
