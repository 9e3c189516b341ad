package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.store.AuditRepository;
import dev.integrationsdk.store.AuthorizationRepository;
import dev.integrationsdk.store.CheckpointRepository;
import dev.integrationsdk.store.ConnectorRepository;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.CrossTenantRepository;
import dev.integrationsdk.store.DeadLetterRepository;
import dev.integrationsdk.store.DeferredRecordRepository;
import dev.integrationsdk.store.FieldMappingRepository;
import dev.integrationsdk.store.IntegrationLogRepository;
import dev.integrationsdk.store.JobRunRepository;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.KeptRecordRepository;
import dev.integrationsdk.store.LeaseRepository;
import dev.integrationsdk.store.LetterQuery;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushRepository;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.RateUseRepository;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.ReviewRepository;
import dev.integrationsdk.store.ScanPart;
import dev.integrationsdk.store.ScanRepository;
import dev.integrationsdk.store.SuppressionRepository;
import dev.integrationsdk.store.TenantRepository;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.integrationsdk.testkit.contract.Fixtures.ADA;
import static dev.integrationsdk.testkit.contract.Fixtures.NOW;
import static dev.integrationsdk.testkit.contract.Fixtures.OTHER_TENANT;
import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;
import static dev.integrationsdk.testkit.contract.Fixtures.STATE_HASH;
import static dev.integrationsdk.testkit.contract.Fixtures.act;
import static dev.integrationsdk.testkit.contract.Fixtures.call;
import static dev.integrationsdk.testkit.contract.Fixtures.checkpoint;
import static dev.integrationsdk.testkit.contract.Fixtures.credential;
import static dev.integrationsdk.testkit.contract.Fixtures.deferred;
import static dev.integrationsdk.testkit.contract.Fixtures.fingerprint;
import static dev.integrationsdk.testkit.contract.Fixtures.firstVersion;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.kept;
import static dev.integrationsdk.testkit.contract.Fixtures.letter;
import static dev.integrationsdk.testkit.contract.Fixtures.mapping;
import static dev.integrationsdk.testkit.contract.Fixtures.mappingVersion;
import static dev.integrationsdk.testkit.contract.Fixtures.pending;
import static dev.integrationsdk.testkit.contract.Fixtures.row;
import static dev.integrationsdk.testkit.contract.StoreAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * No method of a repository reads or changes another tenant's rows: each has a scenario here in which one tenant, who knows
 * all names and ids of another, calls it. Whoever adds a method adds a scenario.
 */
public interface IsolationContract {
    /** Whose rows there are. */
    WholeTenant OWNER = new WholeTenant(SCOPE.tenant());
    /** Who asks, and has no rows. */
    WholeTenant STRANGER = new WholeTenant(OTHER_TENANT.tenant());

    /** A new, empty store; called once by every test. */
    StoreUnderTest store();

    @TestFactory
    @DisplayName("R10: no method of a repository reads or changes another tenant's rows")
    default Stream<DynamicTest> noMethodReachesAnotherTenantsRows() {
        StoreUnderTest store = store();
        Repositories repositories = store.repositories();
        store.run(unit -> OWNER.write(repositories, unit));
        Map<String, Object> before = store.get(unit -> OWNER.read(repositories, unit));
        Stream<DynamicTest> each = scenarios().entrySet().stream()
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.getKey(),
                        () -> store.runAndRollBack(unit -> {
                            scenario.getValue().run(repositories, unit);
                            assertThat(OWNER.read(repositories, unit)).isEqualTo(before);
                        })));
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "every method has a scenario", IsolationContract::assertEveryMethodHasAScenario)),
                each);
    }

    private static void assertEveryMethodHasAScenario() {
        assertThat(scenarios().keySet()).isEqualTo(names(false));
        assertThat(names(true))
                .containsExactly(
                        "CrossTenantRepository.connectorsToCheck",
                        "CrossTenantRepository.credentialKeyIds",
                        "CrossTenantRepository.credentialsNotUnder",
                        "CrossTenantRepository.fenceAll",
                        "CrossTenantRepository.keptRecordsNotUnder",
                        "CrossTenantRepository.purge");
    }

    private static Set<String> names(boolean acrossTenants) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(Repositories.class.getMethods())
                .map(Method::getReturnType)
                .filter(Class::isInterface)
                .filter(repository -> acrossTenants == repository.equals(CrossTenantRepository.class))
                .flatMap(repository -> Arrays.stream(repository.getMethods()))
                .map(method -> name(method.getDeclaringClass(), method.getName()))
                .forEach(names::add);
        return names;
    }

    private static String name(Class<?> repository, String method) {
        return repository.getSimpleName() + "." + method;
    }

    private static Map<String, Scenario> scenarios() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        mappings((method, scenario) -> all.put(name(MappingRepository.class, method), scenario));
        checkpoints((method, scenario) -> all.put(name(CheckpointRepository.class, method), scenario));
        leases((method, scenario) -> all.put(name(LeaseRepository.class, method), scenario));
        jobRuns((method, scenario) -> all.put(name(JobRunRepository.class, method), scenario));
        deadLetters((method, scenario) -> all.put(name(DeadLetterRepository.class, method), scenario));
        keptRecords((method, scenario) -> all.put(name(KeptRecordRepository.class, method), scenario));
        deferredRecords((method, scenario) -> all.put(name(DeferredRecordRepository.class, method), scenario));
        connectors((method, scenario) -> all.put(name(ConnectorRepository.class, method), scenario));
        integrationLog((method, scenario) -> all.put(name(IntegrationLogRepository.class, method), scenario));
        suppressions((method, scenario) -> all.put(name(SuppressionRepository.class, method), scenario));
        audit((method, scenario) -> all.put(name(AuditRepository.class, method), scenario));
        rateUse((method, scenario) -> all.put(name(RateUseRepository.class, method), scenario));
        credentials((method, scenario) -> all.put(name(CredentialRepository.class, method), scenario));
        authorizations((method, scenario) -> all.put(name(AuthorizationRepository.class, method), scenario));
        fieldMappings((method, scenario) -> all.put(name(FieldMappingRepository.class, method), scenario));
        reviews((method, scenario) -> all.put(name(ReviewRepository.class, method), scenario));
        scans((method, scenario) -> all.put(name(ScanRepository.class, method), scenario));
        pushes((method, scenario) -> all.put(name(PushRepository.class, method), scenario));
        all.put(
                name(TenantRepository.class, "remove"),
                (store, unit) -> assertThat(store.tenants().remove(unit, STRANGER.tenant(), 1_000))
                        .isZero());
        return all;
    }

    private static void mappings(Scenarios all) {
        all.add(
                "find",
                (store, unit) -> assertThat(store.mappings().find(unit, STRANGER.scope(), List.of(id("1"), id("2"))))
                        .isEmpty());
        all.add(
                "findActive",
                (store, unit) -> assertThat(
                                store.mappings().findActive(unit, STRANGER.scope(), List.of(row("1"), row("2"))))
                        .isEmpty());
        all.add("insert", (store, unit) -> store.mappings().insert(unit, STRANGER.scope(), List.of(mapping("1"))));
        all.add(
                "update",
                (store, unit) -> assertRefused(
                        ErrorCode.STORE_CONFLICT,
                        () -> store.mappings().update(unit, STRANGER.scope(), List.of(mapping("1")))));
        all.add("rekey", (store, unit) -> store.mappings().rekey(unit, STRANGER.scope(), Map.of(id("1"), id("9"))));
        all.add(
                "list",
                (store, unit) -> assertThat(store.mappings().list(unit, STRANGER.scope(), Optional.empty(), 100))
                        .isEmpty());
        all.add(
                "count",
                (store, unit) -> assertThat(store.mappings().count(unit, STRANGER.scope(), MappingStatus.ACTIVE))
                        .isZero());
    }

    private static void checkpoints(Scenarios all) {
        all.add(
                "find",
                (store, unit) -> assertThat(store.checkpoints().find(unit, STRANGER.stream()))
                        .isEmpty());
        all.add(
                "advance",
                (store, unit) -> assertThat(
                                store.checkpoints().advance(unit, STRANGER.lease(), checkpoint(2, "theirs")))
                        .isFalse());
        all.add(
                "remove",
                (store, unit) -> assertThat(store.checkpoints().remove(unit, STRANGER.lease(), 1))
                        .isFalse());
    }

    private static void leases(Scenarios all) {
        all.add(
                "acquire",
                (store, unit) -> assertThat(store.leases()
                                .acquire(unit, STRANGER.stream(), "other", WholeTenant.TIME)
                                .epoch())
                        .isEqualTo(1));
        all.add(
                "renew",
                (store, unit) -> assertThat(store.leases().renew(unit, STRANGER.lease(), WholeTenant.TIME))
                        .isFalse());
        all.add("release", (store, unit) -> store.leases().release(unit, STRANGER.lease()));
    }

    private static void jobRuns(Scenarios all) {
        all.add("start", (store, unit) -> store.jobRuns().start(unit, Fixtures.run("theirs", STRANGER.stream())));
        all.add(
                "update",
                (store, unit) -> store.jobRuns().update(unit, stolen().ended(RunStatus.FAILED, NOW, Optional.empty())));
        all.add(
                "endAbandoned",
                (store, unit) -> assertThat(store.jobRuns().endAbandoned(unit, STRANGER.stream(), NOW))
                        .isZero());
        all.add(
                "find",
                (store, unit) -> assertThat(store.jobRuns().find(unit, STRANGER.tenant(), OWNER.run()))
                        .isEmpty());
        all.add(
                "list",
                (store, unit) -> assertThat(store.jobRuns().list(unit, STRANGER.scope(), 100))
                        .isEmpty());
    }

    /** The owner's run, said to be of the stranger's stream. */
    private static JobRun stolen() {
        JobRun run = Fixtures.run("run-" + OWNER.tenant(), STRANGER.stream());
        assertThat(run.id()).isEqualTo(OWNER.run());
        return run;
    }

    private static void deadLetters(Scenarios all) {
        all.add("put", (store, unit) -> store.deadLetters().put(unit, List.of(letter(STRANGER.scope(), "3"))));
        all.add(
                "resolve",
                (store, unit) -> assertThat(store.deadLetters().resolve(unit, STRANGER.scope(), List.of(id("3"))))
                        .isZero());
        all.add(
                "count",
                (store, unit) -> assertThat(store.deadLetters().count(unit, STRANGER.scope()))
                        .isZero());
        all.add(
                "list",
                (store, unit) -> assertThat(store.deadLetters().list(unit, STRANGER.scope(), 100))
                        .isEmpty());
        all.add(
                "page",
                (store, unit) -> assertThat(store.deadLetters().page(unit, STRANGER.scope(), LetterQuery.first(100)))
                        .isEmpty());
        all.add(
                "isEmpty",
                (store, unit) -> assertThat(store.deadLetters().isEmpty(unit, STRANGER.scope()))
                        .isTrue());
        all.add(
                "discard",
                (store, unit) -> assertThat(store.deadLetters()
                                .discard(
                                        unit,
                                        STRANGER.scope(),
                                        List.of(letter(OWNER.scope(), "3").id())))
                        .isZero());
        all.add(
                "marks",
                (store, unit) -> assertThat(store.deadLetters().marks(unit, STRANGER.scope(), List.of(id("3"))))
                        .isEmpty());
    }

    private static void keptRecords(Scenarios all) {
        KeptRecord theirs = kept(OWNER.scope(), "3", "k");
        KeptRecord mine = kept(STRANGER.scope(), "3", "k");
        all.add("put", (store, unit) -> store.keptRecords().put(unit, List.of(kept(STRANGER.scope(), "3", "other"))));
        all.add(
                "find",
                (store, unit) -> assertThat(store.keptRecords().find(unit, STRANGER.scope(), List.of(id("3"))))
                        .isEmpty());
        all.add(
                "remove",
                (store, unit) -> assertThat(store.keptRecords().remove(unit, STRANGER.scope(), List.of(id("3"))))
                        .isZero());
        all.add("replace", (store, unit) -> {
            assertThat(theirs.envelope()).isNotEqualTo(mine.envelope());
            assertThat(store.keptRecords().replace(unit, mine, kept(STRANGER.scope(), "3", "other")))
                    .isFalse();
        });
    }

    private static void deferredRecords(Scenarios all) {
        all.add(
                "put",
                (store, unit) -> store.deferredRecords().put(unit, List.of(deferred(STRANGER.scope(), "4", "1"))));
        all.add(
                "remove",
                (store, unit) -> assertThat(store.deferredRecords().remove(unit, STRANGER.scope(), List.of(id("4"))))
                        .isZero());
        all.add(
                "find",
                (store, unit) -> assertThat(store.deferredRecords().find(unit, STRANGER.scope(), List.of(id("4"))))
                        .isEmpty());
        all.add(
                "count",
                (store, unit) -> assertThat(store.deferredRecords().count(unit, STRANGER.scope()))
                        .isZero());
        all.add(
                "list",
                (store, unit) -> assertThat(store.deferredRecords().list(unit, STRANGER.scope(), Optional.empty(), 100))
                        .isEmpty());
        all.add(
                "overdue",
                (store, unit) -> assertThat(
                                store.deferredRecords().overdue(unit, STRANGER.scope(), NOW.plusSeconds(1), 100))
                        .isEmpty());
        all.add(
                "ready",
                (store, unit) -> assertThat(store.deferredRecords().ready(unit, STRANGER.scope(), 100))
                        .isEmpty());
        all.add(
                "wokenBy",
                (store, unit) -> assertThat(store.deferredRecords().wokenBy(unit, STRANGER.scope()))
                        .isEmpty());
    }

    private static void connectors(Scenarios all) {
        ConnectorVersion next = firstVersion(STRANGER.key()).enabled(ADA, NOW).disabled(ADA, NOW);
        all.add(
                "append",
                (store, unit) ->
                        assertThat(store.connectors().append(unit, next)).isFalse());
        all.add(
                "find",
                (store, unit) -> assertThat(store.connectors().find(unit, STRANGER.key()))
                        .isEmpty());
        all.add(
                "list",
                (store, unit) -> assertThat(
                                store.connectors().list(unit, STRANGER.tenant(), ConnectorListing.first(100)))
                        .isEmpty());
        all.add(
                "connection",
                (store, unit) -> assertThat(store.connectors()
                                .connection(
                                        unit,
                                        STRANGER.key(),
                                        Connection.pending(NOW).checked(NOW)))
                        .isFalse());
        all.add(
                "version",
                (store, unit) -> assertThat(store.connectors().version(unit, STRANGER.key(), 1))
                        .isEmpty());
        all.add(
                "versions",
                (store, unit) -> assertThat(store.connectors().versions(unit, STRANGER.key(), Long.MAX_VALUE, 100))
                        .isEmpty());
    }

    private static void integrationLog(Scenarios all) {
        all.add(
                "append",
                (store, unit) ->
                        store.integrationLog().append(unit, List.of(call("call", STRANGER.key(), NOW.plusSeconds(1)))));
        all.add(
                "list",
                (store, unit) -> assertThat(store.integrationLog().list(unit, STRANGER.key(), LogWindow.latest(100)))
                        .isEmpty());
        CorrelationId theirs = call("call", OWNER.key(), NOW).correlationId();
        all.add(
                "trace",
                (store, unit) -> assertThat(
                                store.integrationLog().trace(unit, STRANGER.tenant(), theirs, LogWindow.latest(100)))
                        .isEmpty());
    }

    private static void suppressions(Scenarios all) {
        all.add(
                "put",
                (store, unit) -> assertThat(store.suppressions()
                                .put(unit, STRANGER.scope(), List.of(fingerprint(1), fingerprint(3)), NOW))
                        .isEqualTo(2));
        all.add(
                "find",
                (store, unit) -> assertThat(store.suppressions().find(unit, STRANGER.scope(), List.of(fingerprint(1))))
                        .isEmpty());
        all.add(
                "remove",
                (store, unit) -> assertThat(
                                store.suppressions().remove(unit, STRANGER.scope(), List.of(fingerprint(1))))
                        .isZero());
        all.add(
                "count",
                (store, unit) -> assertThat(store.suppressions().count(unit, STRANGER.scope()))
                        .isZero());
    }

    private static void audit(Scenarios all) {
        all.add(
                "append",
                (store, unit) -> assertThat(store.audit()
                                .append(unit, act(STRANGER.tenant(), "theirs"))
                                .number())
                        .isEqualTo(1));
        all.add(
                "list",
                (store, unit) -> assertThat(store.audit().list(unit, STRANGER.tenant(), Long.MAX_VALUE, 100))
                        .isEmpty());
    }

    private static void rateUse(Scenarios all) {
        all.add(
                "take",
                (store, unit) -> assertThat(store.rateUse().take(unit, STRANGER.rate(), NOW, 5, 100))
                        .isEqualTo(5));
        all.add(
                "list",
                (store, unit) -> assertThat(store.rateUse().list(unit, STRANGER.tenant()))
                        .isEmpty());
    }

    private static void credentials(Scenarios all) {
        all.add(
                "find",
                (store, unit) -> assertThat(store.credentials().find(unit, STRANGER.key(), WholeTenant.FIELD))
                        .isEmpty());
        all.add(
                "list",
                (store, unit) -> assertThat(store.credentials().list(unit, STRANGER.key()))
                        .isEmpty());
        all.add(
                "put",
                (store, unit) -> assertThat(
                                store.credentials().put(unit, credential(STRANGER.key(), WholeTenant.FIELD, 2, "k")))
                        .isFalse());
        all.add(
                "delete",
                (store, unit) -> assertThat(store.credentials().delete(unit, STRANGER.key()))
                        .isZero());
        all.add(
                "claimRefresh",
                (store, unit) -> assertThat(store.credentials()
                                .claimRefresh(
                                        unit,
                                        STRANGER.key(),
                                        WholeTenant.FIELD,
                                        1,
                                        WholeTenant.OWNER,
                                        WholeTenant.TIME))
                        .isFalse());
        all.add(
                "releaseRefresh",
                (store, unit) ->
                        store.credentials().releaseRefresh(unit, STRANGER.key(), WholeTenant.FIELD, WholeTenant.OWNER));
    }

    private static void authorizations(Scenarios all) {
        all.add("put", (store, unit) -> store.authorizations().put(unit, pending(STRANGER.key())));
        all.add(
                "take",
                (store, unit) -> assertThat(store.authorizations().take(unit, STRANGER.tenant(), STATE_HASH))
                        .isEmpty());
    }

    private static void fieldMappings(Scenarios all) {
        all.add(
                "append",
                (store, unit) -> assertThat(store.fieldMappings().append(unit, mappingVersion(STRANGER.scope(), 3)))
                        .isFalse());
        all.add(
                "current",
                (store, unit) -> assertThat(store.fieldMappings().current(unit, STRANGER.scope()))
                        .isEmpty());
        all.add(
                "version",
                (store, unit) -> assertThat(store.fieldMappings().version(unit, STRANGER.scope(), 1))
                        .isEmpty());
        all.add(
                "versions",
                (store, unit) -> assertThat(store.fieldMappings().versions(unit, STRANGER.scope(), Long.MAX_VALUE, 100))
                        .isEmpty());
    }

    private static void reviews(Scenarios all) {
        ReviewItem theirs = OWNER.review(OWNER.scope());
        all.add(
                "raise",
                (store, unit) ->
                        store.reviews().raise(unit, STRANGER.scope(), List.of(STRANGER.review(STRANGER.scope()))));
        all.add(
                "find",
                (store, unit) -> assertThat(store.reviews().find(unit, STRANGER.tenant(), theirs.id()))
                        .isEmpty());
        all.add(
                "standing",
                (store, unit) -> assertThat(store.reviews()
                                .standing(unit, STRANGER.scope(), theirs.kind(), List.of(theirs.subject())))
                        .isEmpty());
        all.add(
                "list",
                (store, unit) -> assertThat(
                                store.reviews().list(unit, STRANGER.tenant(), ReviewStatus.OPEN, Optional.empty(), 100))
                        .isEmpty());
        ReviewItem stolen = stolen(theirs);
        all.add(
                "move",
                (store, unit) -> assertThat(store.reviews().move(unit, stolen, ReviewStatus.OPEN))
                        .isFalse());
        all.add(
                "lapse",
                (store, unit) -> assertThat(
                                store.reviews().lapse(unit, STRANGER.scope(), theirs.kind(), Optional.empty(), NOW))
                        .isZero());
        all.add(
                "count",
                (store, unit) -> assertThat(store.reviews().count(unit, STRANGER.scope(), ReviewStatus.OPEN))
                        .isZero());
    }

    /** The owner's item, said to be of the stranger's scope, and to have lapsed. */
    private static ReviewItem stolen(ReviewItem item) {
        return new ReviewItem(
                item.id(),
                STRANGER.scope(),
                item.kind(),
                item.subject(),
                item.externalId(),
                item.internalId(),
                item.summary(),
                item.details(),
                ReviewStatus.LAPSED,
                item.correlationId(),
                item.raisedAt(),
                Optional.empty());
    }

    private static void scans(Scenarios all) {
        all.add("begin", (store, unit) -> store.scans().begin(unit, STRANGER.stream(), NOW.plusSeconds(1)));
        all.add(
                "begunAt",
                (store, unit) -> assertThat(store.scans().begunAt(unit, STRANGER.stream()))
                        .isEmpty());
        all.add(
                "add",
                (store, unit) ->
                        store.scans().add(unit, STRANGER.stream(), new ScanPart(1, NOW, new long[] {9}, true)));
        all.add(
                "list",
                (store, unit) -> assertThat(store.scans().list(unit, STRANGER.stream(), 0, 100))
                        .isEmpty());
        all.add("forget", (store, unit) -> store.scans().forget(unit, STRANGER.stream()));
    }

    private static void pushes(Scenarios all) {
        List<UUID> theirs = List.of(row("1"), row("2"));
        all.add(
                "mark",
                (store, unit) -> store.pushes()
                        .mark(unit, STRANGER.scope(), theirs, NOW.plusSeconds(1), WholeTenant.CORRELATION));
        all.add(
                "due",
                (store, unit) -> assertThat(store.pushes().due(unit, STRANGER.scope(), NOW, 100))
                        .isEmpty());
        all.add(
                "onTheirWay",
                (store, unit) -> assertThat(store.pushes().onTheirWay(unit, STRANGER.scope(), NOW, 100))
                        .isEmpty());
        all.add(
                "held",
                (store, unit) -> assertThat(store.pushes().held(unit, STRANGER.scope(), 100))
                        .isEmpty());
        all.add(
                "find",
                (store, unit) -> assertThat(store.pushes().find(unit, STRANGER.scope(), theirs))
                        .isEmpty());
        all.add("update", (store, unit) -> {
            PushMark mark = Objects.requireNonNull(
                            store.pushes().find(unit, OWNER.scope(), theirs).get(row("1")))
                    .after(ErrorCode.TIMED_OUT, PushState.HELD, NOW);
            store.pushes().update(unit, STRANGER.scope(), List.of(mark));
        });
        all.add("settle", (store, unit) -> store.pushes().settle(unit, STRANGER.scope(), Map.of(row("1"), 1L)));
        all.add(
                "count",
                (store, unit) -> assertThat(store.pushes().count(unit, STRANGER.scope(), PushState.WAITING))
                        .isZero());
    }

    /** What the stranger tries; it is rolled back. */
    @FunctionalInterface
    interface Scenario {
        void run(Repositories store, UnitOfWork unit);
    }

    /** Takes one scenario after the other. */
    @FunctionalInterface
    interface Scenarios {
        void add(String method, Scenario scenario);
    }
}
