package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushTarget;
import dev.integrationsdk.testkit.hubspot.HubSpotRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.integrationsdk.adapters.hubspot.Pusher.delete;
import static dev.integrationsdk.adapters.hubspot.Pusher.idOf;
import static dev.integrationsdk.adapters.hubspot.Pusher.newRecord;
import static dev.integrationsdk.adapters.hubspot.Pusher.put;
import static dev.integrationsdk.adapters.hubspot.Pusher.update;
import static dev.integrationsdk.adapters.hubspot.Pusher.updateOf;
import static dev.integrationsdk.adapters.hubspot.Pusher.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PushTest {
    /** 100,000 in the proof of a release. */
    private static final int FAULTY_CREATES = Integer.getInteger("hubspot.creates", 1_500);

    private static final PushOutcome LOST =
            new PushOutcome.Failed(new IntegrationException(ErrorCode.ENGINE_DEFECT, "not answered"));

    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    private Pusher contacts() {
        return new Pusher(portal, "contact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03", "2026-09", "v3"})
    void recordIsCreatedUpdatedAndArchivedInEveryVersionOfTheApi(String version) {
        try (Portal other = new Portal(habits -> habits, Map.of("api-version", version))) {
            Pusher pusher = new Pusher(other, "contact");
            String id = idOf(pusher.push(List.of(newRecord("1", Map.of(), put("email", "ann@example.com"))))
                    .get("1"));
            Map<String, PushOutcome> updated = pusher.push(List.of(update("2", id, put("lastname", "Doe"))));
            HubSpotRecord record = other.records.records("contacts").get(0);
            Map<String, PushOutcome> deleted = pusher.push(List.of(delete("3", id), delete("4", "5")));

            assertThat(record.properties())
                    .containsEntry("email", "ann@example.com")
                    .containsEntry("lastname", "Doe");
            assertThat(Pusher.applied(updated.get("2")).version())
                    .contains(record.updatedAt().toString());
            assertThat(words(deleted)).isEqualTo(Map.of("3", "applied", "4", "applied"));
            assertThat(other.records.archivedRecords("contacts")).hasSize(1);
        }
    }

    @Test
    void badItemsOfABatchAreToldApartByTheirTraceIds() {
        portal.addContact("taken@example.com");
        portal.records.defineOptions("contacts", "colour", false, "red");

        Map<String, PushOutcome> outcomes = contacts()
                .with(newRecord("good", Map.of(), put("email", "new@example.com")))
                .with(newRecord("pink", Map.of(), put("email", "b@example.com"), put("colour", "pink")))
                .with(newRecord("noprop", Map.of(), put("nosuch", "x")))
                .with(newRecord("readonly", Map.of(), put("createdate", "x")))
                .with(newRecord("taken", Map.of(), put("email", "TAKEN@example.com"), put("lastname", "Doe")))
                .push();

        assertThat(words(outcomes))
                .isEqualTo(Map.of(
                        "good", "applied",
                        "pink", "failed RECORD_REJECTED",
                        "noprop", "failed RECORD_REJECTED",
                        "readonly", "failed RECORD_REJECTED",
                        "taken", "applied"));
        assertThat(portal.requestsTo("/batch/create")).isEqualTo(1);
        assertThat(portal.records.records("contacts")).hasSize(2);
        assertThat(portal.records.records("contacts").get(0).properties()).containsEntry("lastname", "Doe");
    }

    @Test
    void batchThatIsRefusedAsAWholeIsHalvedUntilTheBadOneStandsAlone() {
        try (Portal whole = new Portal(habits -> habits.batchesWholeOrNotAtAll(), Map.of())) {
            whole.records.defineProperty("contacts", "score", "number");
            Pusher pusher = new Pusher(whole, "contact");
            for (int i = 0; i < 50; i++) {
                pusher.with(newRecord(
                        "o" + i, Map.of(), put("email", "a" + i + "@example.com"), put("score", i == 33 ? "x" : "1")));
            }

            Map<String, PushOutcome> outcomes = pusher.push();

            assertThat(words(outcomes)).containsEntry("o33", "failed RECORD_REJECTED");
            assertThat(words(outcomes).values().stream().filter("applied"::equals))
                    .hasSize(49);
            assertThat(whole.records.records("contacts")).hasSize(49);
            assertThat(whole.requestsTo("/batch/create")).isLessThan(16);
        }
    }

    @Test
    void refusalNamesPropertyAndRuleAndNoValue() {
        portal.records.defineProperty("contacts", "born", "date");

        Map<String, PushOutcome> outcomes = contacts()
                .with(newRecord("1", Map.of(), put("email", "secret@example.com"), put("born", "yesterday-secret")))
                .push();

        assertThat(((PushOutcome.Failed) outcomes.getOrDefault("1", LOST)).error())
                .hasMessageContaining("VALIDATION_ERROR")
                .hasMessageNotContaining("secret");
    }

    @Test
    void sameAddressTwiceInABatchIsWrittenOnceAfterTheOther() {
        Map<String, PushOutcome> outcomes = contacts()
                .with(newRecord("1", Map.of(), put("email", "ann@example.com"), put("lastname", "First")))
                .with(newRecord("2", Map.of(), put("email", "Ann@example.com"), put("lastname", "Second")))
                .push();

        assertThat(idOf(outcomes.get("1"))).isEqualTo(idOf(outcomes.get("2")));
        assertThat(portal.records.records("contacts"))
                .singleElement()
                .satisfies(record -> assertThat(record.properties()).containsEntry("lastname", "Second"));
    }

    @Test
    void sameRecordTwiceInABatchIsUpdatedInOrder() {
        String id = portal.addContact("ann@example.com");

        contacts()
                .with(update("1", id, put("lastname", "First")))
                .with(update("2", id, put("lastname", "Second")))
                .push();

        assertThat(portal.records.records("contacts").get(0).properties()).containsEntry("lastname", "Second");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void upsertUpdatesWhatItsKeyFindsAndElseCreates(boolean unique) {
        if (unique) {
            portal.records.defineUnique("deals", "order_number", "string");
        } else {
            portal.records.defineProperty("deals", "order_number", "string");
        }
        String known = portal.records.addRecord("deals", Map.of("order_number", "A1", "dealname", "old"));
        Pusher deals = new Pusher(portal, "deal")
                .with(upsert("1", Map.of("order_number", "A1"), put("dealname", "new")))
                .with(upsert("2", Map.of("order_number", "A2"), put("dealname", "other")));

        Map<String, PushOutcome> outcomes = deals.push();

        assertThat(idOf(outcomes.get("1"))).isEqualTo(known);
        assertThat(Mirror.values(portal.records.records("deals"), "dealname"))
                .isEqualTo(Map.of(known, "new", idOf(outcomes.get("2")), "other"));
        assertThat(Mirror.values(portal.records.records("deals"), "order_number"))
                .containsValue("A2");
    }

    @Test
    void upsertOfAContactByItsAddressReadsFirstAndWritesByIdAsPartialUpsertsByAddressAreRestricted() {
        String known = portal.addContact("ann@example.com");

        Map<String, PushOutcome> outcomes = contacts()
                .with(upsert("1", Map.of("email", "Ann@Example.com"), put("lastname", "Doe")))
                .with(upsert("2", Map.of("email", "bob@example.com"), put("lastname", "Roe")))
                .push();

        assertThat(idOf(outcomes.get("1"))).isEqualTo(known);
        assertThat(portal.requestsTo("/batch/upsert")).isZero();
        assertThat(portal.emails()).containsValue("bob@example.com");
    }

    @Test
    void upsertWithoutAKeyOrWithAnAmbiguousOneIsRejected() {
        portal.records.addRecord("companies", Map.of("domain", "acme.example"));
        portal.records.addRecord("companies", Map.of("domain", "acme.example"));

        Map<String, PushOutcome> outcomes = new Pusher(portal, "company")
                .with(upsert("1", Map.of(), put("name", "x")))
                .with(upsert("2", Map.of("domain", "acme.example"), put("name", "x")))
                .push();

        assertThat(words(outcomes)).isEqualTo(Map.of("1", "failed RECORD_REJECTED", "2", "failed AMBIGUOUS_MATCH"));
    }

    @Test
    void valuesAreWrittenAsHubSpotWantsThem() {
        portal.records.defineProperty("contacts", "born", "date");
        portal.records.defineProperty("contacts", "seen", "datetime");
        portal.records.defineProperty("contacts", "score", "number");
        portal.records.defineProperty("contacts", "active", "bool");
        portal.records.defineOptions("contacts", "colours", true, "red", "blue", "green");
        String id =
                portal.records.addRecord("contacts", Map.of("email", "a@example.com", "phone", "1", "colours", "red"));
        String other = portal.records.addRecord("contacts", Map.of("email", "b@example.com"));
        Instant evening = Instant.parse("2026-03-10T22:18:55.865123Z");

        Map<String, PushOutcome> outcomes = contacts()
                .with(update(
                        "1",
                        id,
                        put("born", evening),
                        put("seen", evening),
                        put("score", new BigDecimal("1E+7")),
                        put("active", false),
                        put("colours", List.of("red", "blue")),
                        new Delta.Clear("phone")))
                .with(update(
                        "2",
                        other,
                        put("born", LocalDate.parse("2026-03-10")),
                        put("seen", LocalDate.parse("2026-03-10")),
                        put("score", 7L)))
                .push();

        assertThat(words(outcomes)).isEqualTo(Map.of("1", "applied", "2", "applied"));
        Map<String, String> one = portal.records.records("contacts").get(0).properties();
        assertThat(one)
                .containsEntry("born", "2026-03-10")
                .containsEntry("seen", "2026-03-10T22:18:55.865Z")
                .containsEntry("score", "10000000")
                .containsEntry("active", "false")
                .containsEntry("colours", "red;blue")
                .doesNotContainKey("phone");
        assertThat(portal.records.records("contacts").get(1).properties())
                .containsEntry("born", "2026-03-10")
                .containsEntry("seen", "2026-03-10T00:00:00.000Z");
    }

    @Test
    void valuesAreAddedToAndRemovedFromAPropertyOfSeveral() {
        portal.records.defineOptions("contacts", "colours", true, "red", "blue", "green");
        String id = portal.records.addRecord("contacts", Map.of("colours", "red;blue"));

        Map<String, PushOutcome> outcomes = contacts()
                .with(update(
                        "1",
                        id,
                        new Delta.AddValues("colours", List.of("green", "red")),
                        new Delta.RemoveValues("colours", List.of("blue"))))
                .push();
        Map<String, PushOutcome> again = contacts()
                .with(update("1", id, new Delta.AddValues("colours", List.of("green"))))
                .push();

        assertThat(words(outcomes)).isEqualTo(Map.of("1", "applied"));
        assertThat(words(again)).isEqualTo(Map.of("1", "unchanged"));
        assertThat(portal.records.records("contacts").get(0).properties()).containsEntry("colours", "red;green");
    }

    @Test
    void recordThatAnotherHasChangedMeanwhileIsAConflictAndStaysAsItIs() {
        String id = portal.addContact("ann@example.com");
        String seen = portal.clock.instant().toString();
        portal.clock.turn(Duration.ofMinutes(1));
        portal.records.updateRecord("contacts", id, Map.of("lastname", "Theirs"));

        Map<String, PushOutcome> stale = contacts()
                .with(updateOf("1", id, seen, put("lastname", "Ours")))
                .push();
        Map<String, PushOutcome> fresh = contacts()
                .with(updateOf("1", id, portal.clock.instant().toString(), put("lastname", "Ours")))
                .push();

        assertThat(words(stale)).isEqualTo(Map.of("1", "conflict"));
        assertThat(words(fresh)).isEqualTo(Map.of("1", "applied"));
    }

    @Test
    void recordThatIsGoneIsRejected() {
        Map<String, PushOutcome> outcomes =
                contacts().with(update("1", "5", put("lastname", "x"))).push();

        assertThat(words(outcomes)).isEqualTo(Map.of("1", "failed RECORD_REJECTED"));
    }

    @Test
    void batchThatIsNotFoundAsAWholeIsHalvedAndStopsNothing() {
        String ann = portal.addContact("ann@example.com");
        String bob = portal.addContact("bob@example.com");
        portal.simulator.faults().next(1).onPath("/batch/update").status(404);

        Map<String, PushOutcome> outcomes = contacts()
                .with(update("1", ann, put("phone", "1")))
                .with(update("2", bob, put("phone", "2")))
                .push();
        portal.simulator.faults().next(1).onPath("/batch/update").status(404);
        Map<String, PushOutcome> alone =
                contacts().with(update("3", ann, put("phone", "1"))).push();

        assertThat(words(outcomes)).isEqualTo(Map.of("1", "applied", "2", "applied"));
        assertThat(words(alone)).isEqualTo(Map.of("3", "failed RECORD_REJECTED"));
    }

    @Test
    void scopeThatAssociationsLackIsAskedForOnceAndIsTheCallsOwnFailure() {
        portal.records.grantOnly(Set.of("crm.objects.contacts.read", "crm.objects.contacts.write"));
        Pusher pusher = contacts();
        for (int i = 0; i < 5; i++) {
            pusher.with(newRecord(
                    "o" + i,
                    Map.of(),
                    put("email", "a" + i + "@example.com"),
                    put("associations.company", List.of("1"))));
        }

        IntegrationException failure = catchThrowableOfType(IntegrationException.class, pusher::push);

        assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(portal.requestsTo("/labels")).isEqualTo(1);
    }

    @Test
    void associationsAreMadeWithTheRecordAddedToItRemovedAndReplaced() {
        String acme = portal.records.addRecord("companies", Map.of("name", "Acme"));
        String umbrella = portal.records.addRecord("companies", Map.of("name", "Umbrella"));
        String custom = portal.records.addCustomType("car");
        String car = portal.records.addRecord(custom, Map.of("name", "Beetle"));
        String id = idOf(contacts()
                .with(newRecord(
                        "1",
                        Map.of(),
                        put("email", "ann@example.com"),
                        put("associations.company", List.of(acme)),
                        new Delta.AddValues("associations." + custom, List.of(car))))
                .push()
                .get("1"));
        assertThat(associated(id)).containsExactly(acme);
        assertThat(portal.records.associated("contacts", id, custom)).containsExactly(car);

        contacts()
                .with(update("2", id, new Delta.AddValues("associations.company", List.of(umbrella))))
                .push();
        assertThat(associated(id)).containsExactly(acme, umbrella);

        contacts()
                .with(update(
                        "3", id, put("lastname", "Doe"), new Delta.RemoveValues("associations.company", List.of(acme))))
                .push();
        assertThat(associated(id)).containsExactly(umbrella);

        contacts()
                .with(update("4", id, put("associations.company", List.of(acme))))
                .push();
        assertThat(associated(id)).containsExactly(acme);

        contacts()
                .with(update("5", id, new Delta.Clear("associations.company")))
                .push();
        assertThat(associated(id)).isEmpty();
    }

    @Test
    void associationThatAnAdministratorForbidsFailsThatItemAlone() {
        String ann = portal.addContact("ann@example.com");
        String bob = portal.addContact("bob@example.com");
        List<String> companies = portal.records.addGenerated("companies", 2, 7);
        portal.records.limitAssociations("contacts", "companies", 1);
        portal.records.associate("contacts", ann, "companies", companies.get(0));

        Map<String, PushOutcome> outcomes = contacts()
                .with(update("ann", ann, new Delta.AddValues("associations.company", List.of(companies.get(1)))))
                .with(update("bob", bob, new Delta.AddValues("associations.company", List.of(companies.get(1)))))
                .push();

        assertThat(words(outcomes)).isEqualTo(Map.of("ann", "failed RECORD_REJECTED", "bob", "applied"));
        assertThat(associated(bob)).containsExactly(companies.get(1));
    }

    @Test
    void createWhoseAnswerWasLostIsFoundAndNotSentAgain() {
        portal.simulator.faults().next(1).onPath("/batch/create").dropBeforeAnswer();
        Pusher pusher =
                contacts().with(newRecord("1", Map.of("email", "ann@example.com"), put("email", "ann@example.com")));

        Map<String, PushOutcome> pushed = pusher.push();
        Map<String, PushOutcome> verified = pusher.verify();

        assertThat(words(pushed)).isEqualTo(Map.of("1", "unknown NETWORK_FAILED"));
        assertThat(words(verified)).isEqualTo(Map.of("1", "applied"));
        assertThat(portal.requestsTo("/batch/create")).isEqualTo(1);
    }

    @Test
    void createThatNeverArrivedIsSaidToBeNotWritten() {
        portal.simulator.faults().next(1).onPath("/batch/create").status(502);
        Pusher pusher =
                contacts().with(newRecord("1", Map.of("email", "ann@example.com"), put("email", "ann@example.com")));

        assertThat(words(pusher.push())).isEqualTo(Map.of("1", "unknown SERVICE_UNAVAILABLE"));
        assertThat(words(pusher.verify())).isEqualTo(Map.of("1", "failed SERVICE_UNAVAILABLE"));
    }

    @Test
    void createThatOnlySearchCouldFindStaysUnknownUntilSearchShowsIt() {
        try (Portal lagging = new Portal(habits -> habits.searchIndexLag(Duration.ofMinutes(4)), Map.of())) {
            lagging.simulator.faults().next(1).onPath("/batch/create").dropBeforeAnswer();
            Pusher pusher = new Pusher(lagging, "company")
                    .with(newRecord("1", Map.of("domain", "acme.example"), put("domain", "acme.example")))
                    .with(newRecord("2", Map.of(), put("name", "no key")));

            pusher.push();
            Map<String, PushOutcome> soon = pusher.verify();
            lagging.clock.turn(Duration.ofMinutes(5));
            Map<String, PushOutcome> later = pusher.verify();

            assertThat(words(soon)).isEqualTo(Map.of("1", "unknown OUTCOME_UNKNOWN", "2", "unknown OUTCOME_UNKNOWN"));
            assertThat(words(later)).isEqualTo(Map.of("1", "applied", "2", "unknown OUTCOME_UNKNOWN"));
        }
    }

    @Test
    void updateAndArchiveWhoseAnswersWereLostAreVerifiedByReading() {
        String ann = portal.addContact("ann@example.com");
        String bob = portal.addContact("bob@example.com");
        Pusher pusher =
                contacts().with(update("1", ann, put("lastname", "Doe"))).with(delete("2", bob));
        portal.simulator.faults().next(1).onPath("/batch/update").dropBeforeAnswer();
        portal.simulator.faults().next(1).onPath("/batch/archive").status(502);

        assertThat(words(pusher.push()))
                .isEqualTo(Map.of("1", "unknown NETWORK_FAILED", "2", "unknown SERVICE_UNAVAILABLE"));
        assertThat(words(pusher.verify())).isEqualTo(Map.of("1", "applied", "2", "failed SERVICE_UNAVAILABLE"));
    }

    @ParameterizedTest
    @CsvSource({"423,SERVICE_UNAVAILABLE", "429,RATE_LIMITED", "477,SERVICE_UNAVAILABLE", "503,SERVICE_UNAVAILABLE"})
    void answerThatSaysNothingWasBegunIsTheCallsOwnFailureAndMayBeRepeated(int status, ErrorCode code) {
        portal.simulator.faults().next(1).onPath("/batch/create").status(status);

        IntegrationException failure = catchThrowableOfType(
                IntegrationException.class,
                () -> portal.capability(PushTarget.class)
                        .push(
                                EntityType.of("contact"),
                                List.of(newRecord("1", Map.of(), put("email", "a@example.com"))),
                                portal.call()));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(portal.records.records("contacts")).isEmpty();
    }

    @Test
    void successThatSaysNothingOfAnItemIsNoSuccess() {
        portal.simulator
                .faults()
                .next(1)
                .onPath("/batch/create")
                .status(201, "application/json", "{\"status\":\"COMPLETE\",\"results\":[]}");

        assertThat(words(contacts()
                        .with(newRecord("1", Map.of(), put("email", "a@example.com")))
                        .push()))
                .isEqualTo(Map.of("1", "unknown OUTCOME_UNKNOWN"));
    }

    @Test
    void faultyCreatesLeaveNoDoubleAndLoseNone() {
        Random random = new Random(42);
        for (int from = 0; from < FAULTY_CREATES; from += 100) {
            Pusher pusher = contacts();
            for (int i = from; i < Math.min(FAULTY_CREATES, from + 100); i++) {
                String email = "a" + i + "@example.com";
                pusher.with(newRecord("o" + i, Map.of("email", email), put("email", email)));
            }
            inject(random);
            Map<String, PushOutcome> outcomes = pusher.insist(50);
            portal.simulator.faults().clear();

            assertThat(words(outcomes).values()).containsOnly("applied");
        }

        Set<String> emails = Set.copyOf(portal.emails().values());
        assertThat(emails).hasSize(FAULTY_CREATES);
        assertThat(portal.records.records("contacts")).hasSize(FAULTY_CREATES);
    }

    @Test
    void faultyCreatesWithoutAUniqueKeyLeaveNoDoubleEither() {
        Random random = new Random(43);
        for (int from = 0; from < 600; from += 20) {
            Pusher pusher = new Pusher(portal, "company");
            for (int i = from; i < from + 20; i++) {
                String domain = "a" + i + ".example";
                pusher.with(newRecord("o" + i, Map.of("domain", domain), put("domain", domain)));
            }
            inject(random);
            pusher.insist(20);
            portal.simulator.faults().clear();
        }

        assertThat(Mirror.values(portal.records.records("companies"), "domain").values())
                .doesNotHaveDuplicates();
    }

    private void inject(Random random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            String path = List.of("/batch/create", "/batch/read", "/batch/update", "/search")
                    .get(random.nextInt(4));
            var fault = portal.simulator.faults().next(1).onPath(path);
            switch (random.nextInt(8)) {
                case 0 -> fault.dropBeforeAnswer();
                case 1 -> fault.truncateAnnouncedBody();
                case 2 -> fault.truncateUnannouncedBody();
                case 3 -> fault.status(500 + random.nextInt(5));
                case 4 -> fault.status(524);
                case 5 -> fault.secondlyLimit();
                case 6 -> fault.htmlOk();
                default -> fault.emptyOk();
            }
        }
    }

    private List<String> associated(String contact) {
        return portal.records.associated("contacts", contact, "companies");
    }

    private static Map<String, String> words(Map<String, PushOutcome> outcomes) {
        Map<String, String> words = new TreeMap<>();
        outcomes.forEach((operation, outcome) -> words.put(operation, Pusher.word(outcome)));
        return words;
    }
}
