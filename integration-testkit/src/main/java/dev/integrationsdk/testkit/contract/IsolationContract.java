package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.host.UnitOfWork;
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
import dev.integrationsdk.store.IntegrationLogRepository;
import dev.integrationsdk.store.JobRunRepository;
import dev.integrationsdk.store.LeaseRepository;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RateUseRepository;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.SuppressionRepository;
import dev.integrationsdk.store.TenantRepository;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import static dev.integrationsdk.testkit.contract.Fixtures.fingerprint;
import static dev.integrationsdk.testkit.contract.Fixtures.firstVersion;
import static dev.integrationsdk.testkit.contract.Fixtures.id;
import static dev.integrationsdk.testkit.contract.Fixtures.letter;
import static dev.integrationsdk.testkit.contract.Fixtures.mapping;
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
                        "CrossTenantRepository.purgeAuthorizations",
                        "CrossTenantRepository.purgeIntegrationLog",
                        "CrossTenantRepository.purgeJobRuns");
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
        connectors((method, scenario) -> all.put(name(ConnectorRepository.class, method), scenario));
        integrationLog((method, scenario) -> all.put(name(IntegrationLogRepository.class, method), scenario));
        suppressions((method, scenario) -> all.put(name(SuppressionRepository.class, method), scenario));
        audit((method, scenario) -> all.put(name(AuditRepository.class, method), scenario));
        rateUse((method, scenario) -> all.put(name(RateUseRepository.class, method), scenario));
        credentials((method, scenario) -> all.put(name(CredentialRepository.class, method), scenario));
        authorizations((method, scenario) -> all.put(name(AuthorizationRepository.class, method), scenario));
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
