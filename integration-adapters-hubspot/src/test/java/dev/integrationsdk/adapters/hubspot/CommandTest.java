package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.adapters.hubspot.HubSpotQueries.Condition;
import dev.integrationsdk.adapters.hubspot.HubSpotQueries.DealStage;
import dev.integrationsdk.adapters.hubspot.HubSpotQueries.Operator;
import dev.integrationsdk.spi.command.CommandHandler;
import dev.integrationsdk.spi.command.CommandSpec;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.query.QueryHandler;
import dev.integrationsdk.spi.query.QuerySpec;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Commands and queries. */
class CommandTest {
    private static final EntityType CONTACT = EntityType.of("contact");

    private final Portal portal = new Portal();

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03", "v3"})
    void twoRecordsAreMergedOnceHoweverOftenItIsAsked(String version) {
        try (Portal other = new Portal(habits -> habits, Map.of("api-version", version))) {
            HubSpotCommands.Merge merge = new HubSpotCommands.Merge(
                    CONTACT,
                    ExternalId.of(other.addContact("ann@example.com")),
                    ExternalId.of(other.addContact("anne@example.com")));

            ExternalId survivor = run(other, HubSpotCommands.MERGE, merge);
            ExternalId again = run(other, HubSpotCommands.MERGE, merge);

            assertThat(again).isEqualTo(survivor);
            assertThat(other.emails()).isEqualTo(Map.of(survivor.value(), "ann@example.com"));
        }
    }

    @Test
    void mergeWhoseAnswerWasLostIsUnknownAndFoundDoneAtTheNextAttempt() {
        HubSpotCommands.Merge merge = new HubSpotCommands.Merge(
                CONTACT,
                ExternalId.of(portal.addContact("ann@example.com")),
                ExternalId.of(portal.addContact("anne@example.com")));
        portal.simulator.faults().next(1).onPath("/merge").dropBeforeAnswer();

        assertThat(failure(HubSpotCommands.MERGE, merge)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(portal.emails())
                .containsOnlyKeys(run(portal, HubSpotCommands.MERGE, merge).value());
        assertThat(portal.requestsTo("/merge")).isEqualTo(1);
    }

    @Test
    void mergeThatIsRefusedIsNotUnknown() {
        ExternalId ann = ExternalId.of(portal.addContact("ann@example.com"));

        assertThat(failure(HubSpotCommands.MERGE, new HubSpotCommands.Merge(CONTACT, ann, ExternalId.of("5"))))
                .isEqualTo(ErrorCode.RECORD_REJECTED);
        assertThatIllegalArgumentException().isThrownBy(() -> new HubSpotCommands.Merge(CONTACT, ann, ann));
    }

    @Test
    void contactIsDeletedForGood() {
        String id = portal.addContact("ann@example.com");
        HubSpotCommands.DeleteForPrivacy delete = new HubSpotCommands.DeleteForPrivacy(ExternalId.of(id));

        run(portal, HubSpotCommands.DELETE_FOR_PRIVACY, delete);
        run(portal, HubSpotCommands.DELETE_FOR_PRIVACY, delete);

        assertThat(portal.records.records("contacts")).isEmpty();
        assertThat(portal.records.archivedRecords("contacts")).isEmpty();
    }

    @Test
    void recordsAreEnrolledAndMissingOnesAreNamed() {
        String id = portal.addContact("ann@example.com");
        portal.records.addList("9");
        HubSpotCommands.Enrol enrol = new HubSpotCommands.Enrol("9", List.of(ExternalId.of(id), ExternalId.of("5")));

        HubSpotCommands.Enrolled first = run(portal, HubSpotCommands.ENROL, enrol);
        HubSpotCommands.Enrolled second = run(portal, HubSpotCommands.ENROL, enrol);

        assertThat(first.added()).containsExactly(ExternalId.of(id));
        assertThat(first.missing()).containsExactly(ExternalId.of("5"));
        assertThat(second.added()).isEmpty();
        assertThat(portal.records.listed("9")).containsExactly(id);
    }

    @Test
    void dealIsMovedWithinItsPipelineAndToAnotherOne() {
        portal.records.addPipeline("deals", "renewals", "Renewals", "open", "closedwon");
        String id =
                portal.records.addRecord("deals", Map.of("pipeline", "default", "dealstage", "appointmentscheduled"));
        ExternalId deal = ExternalId.of(id);

        run(portal, HubSpotCommands.MOVE_DEAL, new HubSpotCommands.MoveDeal(deal, Optional.empty(), "closedwon"));
        assertThat(stage(deal))
                .isEqualTo(new DealStage("default", "Sales Pipeline", "closedwon", "Stage closedwon", true));

        run(portal, HubSpotCommands.MOVE_DEAL, new HubSpotCommands.MoveDeal(deal, Optional.of("renewals"), "open"));
        assertThat(stage(deal)).isEqualTo(new DealStage("renewals", "Renewals", "open", "Stage open", false));
        assertThat(failure(
                        HubSpotCommands.MOVE_DEAL,
                        new HubSpotCommands.MoveDeal(deal, Optional.empty(), "presentationscheduled")))
                .isEqualTo(ErrorCode.RECORD_REJECTED);
    }

    @Test
    void searchFindsByConditionsPageByPageAndReadsValuesById() {
        for (int i = 0; i < 250; i++) {
            portal.records.addRecord("deals", Map.of("dealname", "d" + i, "amount", Integer.toString(i)));
        }
        HubSpotQueries.Search search = new HubSpotQueries.Search(
                EntityType.of("deal"),
                List.of(
                        new Condition("amount", Operator.BETWEEN, List.of("10", "229")),
                        new Condition("dealname", Operator.NOT_IN, List.of("d10", "d11"))),
                Set.of("dealname"));

        List<ExternalRecord> found = all(HubSpotQueries.SEARCH, search);

        assertThat(found).hasSize(218).doesNotHaveDuplicates();
        assertThat(found.get(0).attributes().text("dealname")).contains("d12");
        assertThatIllegalArgumentException().isThrownBy(() -> new Condition("amount", Operator.BETWEEN, List.of("1")));
    }

    @Test
    void searchBeyondItsReachIsUnsupportedAndNotSilentlyCut() {
        HubSpotQueries.Search search = new HubSpotQueries.Search(EntityType.of("deal"), List.of(), Set.of());

        assertThat(catchThrowableOfType(
                                IntegrationException.class,
                                () -> page(HubSpotQueries.SEARCH, search, Optional.of("9901")))
                        .code())
                .isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(catchThrowableOfType(
                                IntegrationException.class, () -> page(HubSpotQueries.SEARCH, search, Optional.of("x")))
                        .code())
                .isEqualTo(ErrorCode.CURSOR_EXPIRED);
    }

    @Test
    void recordIsFoundByAUniquePropertyAtOnce() {
        try (Portal lagging = new Portal(habits -> habits.searchIndexLag(Duration.ofMinutes(4)), new TreeMap<>())) {
            String id = lagging.addContact("ann@example.com");

            assertThat(page(
                                    lagging,
                                    HubSpotQueries.BY_UNIQUE_PROPERTY,
                                    new HubSpotQueries.ByUniqueProperty(CONTACT, "email", "Ann@example.com", Set.of()),
                                    Optional.empty())
                            .results())
                    .extracting(record -> record.externalId().value())
                    .containsExactly(id);
        }
    }

    @Test
    void propertyThatIsNotUniqueIsUnsupported() {
        assertThat(catchThrowableOfType(
                                IntegrationException.class,
                                () -> page(
                                        HubSpotQueries.BY_UNIQUE_PROPERTY,
                                        new HubSpotQueries.ByUniqueProperty(CONTACT, "phone", "1", Set.of()),
                                        Optional.empty()))
                        .code())
                .isEqualTo(ErrorCode.UNSUPPORTED);
    }

    private DealStage stage(ExternalId deal) {
        return all(HubSpotQueries.STAGE_OF_DEAL, new HubSpotQueries.StageOfDeal(deal))
                .get(0);
    }

    private <I, O> List<O> all(QuerySpec<I, O> spec, I input) {
        List<O> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            QueryHandler.Answer<O> answer = page(spec, input, token);
            all.addAll(answer.results());
            token = answer.nextPageToken();
        } while (token.isPresent());
        return all;
    }

    private <I, O> QueryHandler.Answer<O> page(QuerySpec<I, O> spec, I input, Optional<String> token) {
        return page(portal, spec, input, token);
    }

    @SuppressWarnings("unchecked")
    private static <I, O> QueryHandler.Answer<O> page(
            Portal portal, QuerySpec<I, O> spec, I input, Optional<String> token) {
        QueryHandler.Bound<I, O> bound =
                (QueryHandler.Bound<I, O>) portal.capability(QueryHandler.class).queries().stream()
                        .filter(one -> one.spec().equals(spec))
                        .findFirst()
                        .orElseThrow();
        return bound.function().apply(input, token, portal.call());
    }

    @SuppressWarnings("unchecked")
    private static <I, O> O run(Portal portal, CommandSpec<I, O> spec, I input) {
        CommandHandler.Bound<I, O> bound =
                (CommandHandler.Bound<I, O>) portal.capability(CommandHandler.class).commands().stream()
                        .filter(one -> one.spec().equals(spec))
                        .findFirst()
                        .orElseThrow();
        CommandHandler.Outcome<O> outcome = bound.function().apply(input, "op-1", portal.call());
        return ((CommandHandler.Done<O>) outcome).value();
    }

    private <I> ErrorCode failure(CommandSpec<I, ?> spec, I input) {
        return catchThrowableOfType(IntegrationException.class, () -> run(portal, spec, input))
                .code();
    }
}
