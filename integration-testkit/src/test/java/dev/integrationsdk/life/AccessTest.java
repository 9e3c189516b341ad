package dev.integrationsdk.life;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.access.Share;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.audit.AuditTrail;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.Connectors;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.credential.KeptCredentials;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.letter.DeadLetters;
import dev.integrationsdk.mapping.FieldMappings;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.push.Pushes;
import dev.integrationsdk.review.ReviewItem;
import dev.integrationsdk.review.ReviewKind;
import dev.integrationsdk.review.ReviewStatus;
import dev.integrationsdk.review.Reviews;
import dev.integrationsdk.review.Verdict;
import dev.integrationsdk.run.Records;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.scan.Adoption;
import dev.integrationsdk.scan.Checkpoints;
import dev.integrationsdk.scan.KnownPair;
import dev.integrationsdk.scan.ReconcilePlan;
import dev.integrationsdk.scan.Reconciliation;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.Scheduler;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.LetterQuery;
import dev.integrationsdk.store.LogWindow;
import dev.integrationsdk.store.PurgedTable;
import dev.integrationsdk.tenant.Tenants;
import dev.integrationsdk.testkit.ManualScheduler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.integrationsdk.life.ShopHost.ADA;
import static dev.integrationsdk.life.ShopHost.KEY;
import static dev.integrationsdk.life.ShopHost.config;
import static dev.integrationsdk.life.ShopHost.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Who may do what, over every method of every facade: one that is added without an entry here fails the build. */
class AccessTest {
    private static final List<Class<?>> FACADES = List.of(
            Integrations.class,
            Connectors.class,
            Health.class,
            Tenants.class,
            AuditTrail.class,
            KeptCredentials.class,
            FieldMappings.class,
            Records.class,
            DeadLetters.class,
            Pushes.class,
            Reviews.class,
            OAuthConnections.class,
            Checkpoints.class,
            Adoption.class,
            Reconciliation.class);
            Scheduler.class,
            OAuthConnections.class);
    private static final Actor OWNER = Actor.of("owner");
    private static final Actor READER = Actor.of("reader");
    private static final Actor USER = Actor.of("user");
    private static final Actor STRANGER = Actor.of("stranger");
    private static final EntityScope SCOPE = config().scope(Shop.ORDER);
    private static final UUID NOBODY = new UUID(0, 0);
    private static final Actor OTHER_ADMINISTRATOR = ShopHost.administrator(ShopHost.GLOBEX);

    /** What the host's own code calls for nobody. */
    private static final Set<String> FOR_NOBODY = Set.of(
            "Integrations.builder",
            "Integrations.connectors",
            "Integrations.health",
            "Integrations.records",
            "Integrations.deadLetters",
            "Integrations.tenants",
            "Integrations.audit",
            "Integrations.keptCredentials",
            "Integrations.fieldMappings",
            "Integrations.checkpoints",
            "Integrations.adoption",
            "Integrations.reconciliation",
            "Integrations.oauth",
            "Integrations.pushes",
            "Integrations.reviews",
            "Integrations.scheduling",
            "Scheduler.start",
            "Scheduler.close",
            "Pushes.changed",
            "Integrations.close",
            "Integrations.run(StreamId)",
            "Integrations.cancel(StreamId)",
            "Connectors.catalogue",
            "Connectors.declare",
            "Connectors.declared",
            "Health.checkDue");

    private interface Call {
        void by(ShopHost host, Actor actor);
    }

    private static final Map<String, Call> CALLS = calls();

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new HashMap<>();
        calls.put(
                "Integrations.run",
                (host, actor) -> host.integrations.run(RunRequest.of(stream()).withRequestedBy(actor)));
        calls.put(
                "Integrations.preview", (host, actor) -> host.integrations.preview(actor, RunRequest.of(stream()), 10));
        calls.put(
                "Checkpoints.list",
                (host, actor) ->
                        host.integrations.checkpoints().list(actor, stream().scope()));
        calls.put(
                "Checkpoints.reset",
                (host, actor) -> host.integrations.checkpoints().reset(actor, stream(), "all anew"));
        calls.put(
                "Checkpoints.replay",
                (host, actor) -> host.integrations
                        .checkpoints()
                        .replay(actor, stream(), SyncCheckpoint.of(1, "end"), "once more"));
        calls.put(
                "Adoption.importPairs",
                (host, actor) -> host.integrations
                        .adoption()
                        .importPairs(
                                actor, stream().scope(), List.of(new KnownPair(ExternalId.of("1"), new UUID(1, 1)))));
        calls.put(
                "Reconciliation.compare",
                (host, actor) -> host.integrations
                        .reconciliation()
                        .compare(actor, stream().scope()));
        calls.put(
                "Reconciliation.repairHere",
                (host, actor) -> host.integrations
                        .reconciliation()
                        .repairHere(
                                actor,
                                new ReconcilePlan(
                                        stream().scope(), host.clock.instant(), 0, Map.of(), List.of(), true)));
        calls.put("Integrations.cancel", (host, actor) -> host.integrations.cancel(actor, stream()));
        calls.put(
                "Integrations.inspection",
                (host, actor) -> host.integrations.inspection(actor).calls(KEY, LogWindow.latest(1)));
        calls.put(
                "Integrations.retention",
                (host, actor) -> host.integrations
                        .retention(actor)
                        .purge(Map.of(PurgedTable.JOB_RUN, host.clock.instant()), report -> {}));
        calls.put("Connectors.validate", (host, actor) -> host.connectors().validate(actor, config()));
        calls.put("Connectors.check", (host, actor) -> host.connectors().check(actor, config()));
        calls.put(
                "Connectors.create",
                (host, actor) -> host.connectors()
                        .create(actor, config(new ConnectorKey(ShopHost.ACME, ConnectorId.of("second")))));
        calls.put(
                "Connectors.update",
                (host, actor) -> host.connectors()
                        .update(
                                actor,
                                config().withSetting("region", "eu"),
                                host.stored().current().revision()));
        calls.put("Connectors.rollBack", (host, actor) -> host.connectors().rollBack(actor, KEY, 1));
        calls.put("Connectors.enable", (host, actor) -> {
            host.connectors().disable(Actor.SYSTEM, KEY);
            host.connectors().enable(actor, KEY);
        });
        calls.put("Connectors.disable", (host, actor) -> host.connectors().disable(actor, KEY));
        calls.put("Connectors.delete", (host, actor) -> host.connectors().delete(actor, KEY));
        calls.put(
                "Connectors.share",
                (host, actor) -> host.connectors().share(actor, KEY, STRANGER, Optional.of(Share.USE)));
        calls.put("Connectors.pause", (host, actor) -> host.connectors().pause(actor, KEY, Direction.PULL, "why not"));
        calls.put("Connectors.resume", (host, actor) -> host.connectors().resume(actor, KEY, Direction.PULL));
        calls.put("Connectors.find", (host, actor) -> host.connectors().find(actor, KEY));
        calls.put("Connectors.list", (host, actor) -> {
            if (host.connectors()
                    .list(actor, ShopHost.ACME, ConnectorListing.first(9))
                    .isEmpty()) {
                throw new IntegrationException(ErrorCode.UNKNOWN_CONNECTOR, "nothing is listed");
            }
        });
        calls.put("Connectors.effective", (host, actor) -> host.connectors().effective(actor, KEY));
        calls.put("Connectors.history", (host, actor) -> host.connectors().history(actor, KEY, Long.MAX_VALUE, 9));
        calls.put("Health.status", (host, actor) -> host.integrations.health().status(actor, KEY));
        calls.put("Health.check", (host, actor) -> host.integrations.health().check(actor, KEY));
        calls.put("Health.calls", (host, actor) -> host.integrations.health().calls(actor, KEY));
        calls.put("Health.diagnose", (host, actor) -> host.integrations.health().diagnose(actor, KEY));
        calls.put(
                "Tenants.remove",
                (host, actor) -> host.integrations.tenants().remove(actor, ShopHost.ACME, removed -> {}));
        calls.put(
                "Tenants.restored", (host, actor) -> host.integrations.tenants().restored(actor));
        calls.put(
                "AuditTrail.list",
                (host, actor) -> host.integrations.audit().list(actor, ShopHost.ACME, Long.MAX_VALUE, 9));
        calls.put(
                "AuditTrail.verify",
                (host, actor) -> host.integrations.audit().verify(actor, ShopHost.ACME, Optional.empty()));
        calls.put(
                "KeptCredentials.put",
                (host, actor) -> host.integrations
                        .keptCredentials()
                        .put(actor, KEY, Direction.PULL, Map.of("token", Secret.of("abc"))));
        calls.put(
                "KeptCredentials.rotate",
                (host, actor) -> host.integrations.keptCredentials().rotate(actor, report -> {}));
        putFieldMappings(calls);
        putLetters(calls);
        putPushesAndReviews(calls);
        putSchedules(calls);
        return new TreeMap<>(calls);
    }

    private static void putFieldMappings(Map<String, Call> calls) {
        EntityScope scope = stream().scope();
        Map<String, String> overrides = Map.of("title", "name");
        calls.put(
                "FieldMappings.effective",
                (host, actor) -> host.integrations.fieldMappings().effective(actor, scope));
        calls.put(
                "FieldMappings.validate",
                (host, actor) -> host.integrations.fieldMappings().validate(actor, scope, overrides));
        calls.put(
                "FieldMappings.preview",
                (host, actor) -> host.integrations.fieldMappings().preview(actor, scope, overrides, 1));
        calls.put(
                "FieldMappings.save",
                (host, actor) -> host.integrations.fieldMappings().save(actor, scope, overrides, 0));
        calls.put(
                "FieldMappings.history",
                (host, actor) -> host.integrations.fieldMappings().history(actor, scope, Long.MAX_VALUE, 9));
        calls.put("FieldMappings.restore", (host, actor) -> {
            host.integrations.fieldMappings().save(Actor.SYSTEM, scope, overrides, 0);
            host.integrations.fieldMappings().restore(actor, scope, 1);
        });
        calls.put(
                "FieldMappings.remove",
                (host, actor) -> host.integrations.fieldMappings().remove(actor, scope));
    }

    private static void putPushesAndReviews(Map<String, Call> calls) {
        calls.put("Pushes.backlog", (host, actor) -> host.integrations.pushes().backlog(actor, SCOPE));
        calls.put("Pushes.held", (host, actor) -> host.integrations.pushes().held(actor, SCOPE, 9));
        calls.put("Pushes.retry", (host, actor) -> host.integrations.pushes().retry(actor, SCOPE, List.of(NOBODY)));
        calls.put("Reviews.list", (host, actor) -> {
            reviewItem(host);
            requireSomething(!reviews(host)
                    .list(actor, ShopHost.ACME, ReviewStatus.OPEN, Optional.empty(), 9)
                    .isEmpty());
        });
        calls.put(
                "Reviews.find",
                (host, actor) -> requireSomething(reviews(host)
                        .find(actor, ShopHost.ACME, reviewItem(host))
                        .isPresent()));
        calls.put(
                "Reviews.decide",
                (host, actor) -> reviews(host)
                        .decide(
                                actor,
                                ShopHost.ACME,
                                reviewItem(host),
                                Verdict.Choice.APPROVE,
                                Optional.empty(),
                                "why not"));
    }

    private static void putSchedules(Map<String, Call> calls) {
        Schedule hourly = Schedule.every(Duration.ofHours(1));
        calls.put("Scheduler.put", (host, actor) -> scheduler(host).put(actor, stream(), hourly));
        calls.put("Scheduler.remove", (host, actor) -> {
            Scheduler scheduler = scheduler(host);
            scheduler.put(Actor.SYSTEM, stream(), hourly);
            requireSomething(scheduler.remove(actor, stream()));
        });
        calls.put("Scheduler.runNow", (host, actor) -> scheduler(host).runNow(actor, stream()));
        calls.put("Scheduler.find", (host, actor) -> scheduler(host).find(actor, stream()));
        calls.put("Scheduler.list", (host, actor) -> {
            Scheduler scheduler = scheduler(host);
            scheduler.put(Actor.SYSTEM, stream(), hourly);
            requireSomething(!scheduler.list(actor, ShopHost.ACME, 9).isEmpty());
        });
    }

    /** The other one is asked the same by its contract. */
    private static Scheduler scheduler(ShopHost host) {
        return new ManualScheduler(host.integrations.scheduling(), host.clock);
    }

    private static Reviews reviews(ShopHost host) {
        return host.integrations.reviews();
    }

    private static void requireSomething(boolean there) {
        if (!there) {
            throw new IntegrationException(ErrorCode.UNKNOWN_CONNECTOR, "nothing is there");
        }
    }

    /** One that nothing follows from. */
    private static UUID reviewItem(ShopHost host) {
        return host.store.inTransaction(unit -> {
            host.store
                    .reviews()
                    .raise(
                            unit,
                            SCOPE,
                            List.of(new ReviewItem(
                                    NOBODY,
                                    SCOPE,
                                    ReviewKind.UNKNOWN_VALUE,
                                    "role=chief",
                                    Optional.empty(),
                                    Optional.empty(),
                                    "?",
                                    Map.of(),
                                    ReviewStatus.OPEN,
                                    CorrelationId.random(),
                                    host.clock.instant(),
                                    Optional.empty())));
            return NOBODY;
        });
    }

    private static void putLetters(Map<String, Call> calls) {
        calls.put(
                "Records.pull",
                (host, actor) -> host.integrations.records().pull(actor, SCOPE, List.of(ExternalId.of("1"))));
        calls.put("DeadLetters.list", (host, actor) -> letters(host).list(actor, SCOPE, LetterQuery.first(9)));
        calls.put("DeadLetters.find", (host, actor) -> letters(host).find(actor, SCOPE, NOBODY));
        calls.put("DeadLetters.attributes", (host, actor) -> letters(host).attributes(actor, SCOPE, NOBODY));
        calls.put("DeadLetters.retry", (host, actor) -> letters(host).retry(actor, SCOPE, List.of(NOBODY)));
        calls.put(
                "DeadLetters.retryAll",
                (host, actor) -> letters(host).retryAll(actor, SCOPE, ErrorCode.MAPPING_FAILED));
        calls.put(
                "DeadLetters.retryEdited",
                (host, actor) -> letters(host).retryEdited(actor, SCOPE, NOBODY, Attributes.empty()));
        calls.put(
                "DeadLetters.discard",
                (host, actor) -> letters(host).discard(actor, SCOPE, List.of(NOBODY), "why not"));
        calls.put("DeadLetters.retryDue", (host, actor) -> letters(host).retryDue(actor, SCOPE));
        calls.put("DeadLetters.waiting", (host, actor) -> letters(host).waiting(actor, SCOPE, Optional.empty(), 9));
    }

    private static DeadLetters letters(ShopHost host) {
        return host.integrations.deadLetters();
    }

    /** Those that need a remote: {@link OAuthLifeTest} asks every role for them. */
    private static boolean isHere(Method method) {
        return method.getAnnotation(Requires.class).value() != Permission.NONE
                && method.getDeclaringClass() != OAuthConnections.class;
    }

    private static Stream<Method> methods() {
        return FACADES.stream()
                .flatMap(facade -> Arrays.stream(facade.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private static String nameWithTypes(Method method) {
        return name(method)
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    @Test
    void everyMethodNamesWhatItRequires() {
        assertThat(methods()
                        .filter(method -> method.getAnnotation(Requires.class) == null)
                        .map(AccessTest::nameWithTypes))
                .isEmpty();
    }

    @Test
    void everyMethodTakesAnActorButThoseThatAreForNobody() {
        Set<String> forNobody = methods()
                .filter(method -> method.getAnnotation(Requires.class).value() == Permission.NONE)
                .map(method -> FOR_NOBODY.contains(name(method)) ? name(method) : nameWithTypes(method))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(forNobody).containsExactlyInAnyOrderElementsOf(FOR_NOBODY);
        assertThat(methods()
                        .filter(method -> method.getAnnotation(Requires.class).value() != Permission.NONE)
                        .filter(method -> method.getParameterTypes()[0] != Actor.class
                                && method.getParameterTypes()[0] != RunRequest.class)
                        .map(AccessTest::nameWithTypes))
                .isEmpty();
    }

    @Test
    void whateverChangesSomethingIsAudited() {
        Set<Permission> changing =
                EnumSet.of(Permission.CONFIGURE, Permission.SHARE, Permission.CREDENTIALS, Permission.OPERATE);
        Set<String> onlyLooking =
                Set.of("Connectors.validate", "Connectors.check", "FieldMappings.validate", "FieldMappings.preview");
        assertThat(methods()
                        .filter(method -> changing.contains(
                                method.getAnnotation(Requires.class).value()))
                        .filter(method -> method.getAnnotation(Audited.class) == null)
                        .map(AccessTest::name))
                .containsExactlyInAnyOrderElementsOf(onlyLooking);
    }

    @Test
    void everyMethodHasACall() {
        Set<String> restricted =
                methods().filter(AccessTest::isHere).map(AccessTest::name).collect(Collectors.toSet());
        assertThat(restricted).isEqualTo(CALLS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> everyRoleMayDoWhatItMayAndNothingElse() {
        return methods()
                .filter(AccessTest::isHere)
                .flatMap(method -> Stream.of(
                                OWNER,
                                READER,
                                USER,
                                ADA,
                                ShopHost.OPERATOR,
                                STRANGER,
                                OTHER_ADMINISTRATOR,
                                Actor.SYSTEM)
                        .map(actor -> DynamicTest.dynamicTest(
                                name(method) + " by " + actor, () -> assertAllowed(method, actor))));
    }

    private static void assertAllowed(Method method, Actor actor) {
        Permission permission = method.getAnnotation(Requires.class).value();
        try (ShopHost host = shared()) {
            Call call = Objects.requireNonNull(CALLS.get(name(method)));
            if (may(actor, permission, name(method))) {
                call.by(host, actor);
                assertAudited(host, method, actor, AuditEntry.Outcome.DONE);
            } else {
                int calls = host.shop.calls.get();
                assertThatExceptionOfType(IntegrationException.class)
                        .isThrownBy(() -> call.by(host, actor))
                        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_CONNECTOR));
                assertThat(host.shop.calls).as("nothing is sent").hasValue(calls);
                assertAudited(host, method, actor, AuditEntry.Outcome.DENIED);
            }
        }
    }

    /** In the audit of the tenant, or of the platform where the tenant's is gone. */
    private static void assertAudited(ShopHost host, Method method, Actor actor, AuditEntry.Outcome outcome) {
        Audited audited = method.getAnnotation(Audited.class);
        if (audited != null) {
            assertThat(Stream.of(ShopHost.ACME, dev.integrationsdk.spi.identity.TenantId.PLATFORM)
                            .flatMap(tenant ->
                                    host.integrations.audit().list(Actor.SYSTEM, tenant, Long.MAX_VALUE, 1).stream())
                            .map(AuditEntry::act))
                    .anySatisfy(act -> {
                        assertThat(act.action()).isEqualTo(audited.value());
                        assertThat(act.actor()).isEqualTo(actor);
                        assertThat(act.outcome()).isEqualTo(outcome);
                    });
        }
    }

    private static boolean may(Actor actor, Permission permission, String method) {
        if (actor.equals(Actor.SYSTEM)) {
            return true;
        }
        if (permission == Permission.OPERATE) {
            return actor.equals(ShopHost.OPERATOR);
        }
        boolean ofTheTenant = Set.of("Connectors.create", "Connectors.validate", "Connectors.check")
                        .contains(method)
                || permission == Permission.AUDIT;
        if (actor.equals(ADA) || (actor.equals(OWNER) && !ofTheTenant)) {
            return true;
        }
        return (actor.equals(READER) && permission == Permission.READ)
                || (actor.equals(USER) && (permission == Permission.READ || permission == Permission.USE));
    }

    /** A connector of OWNER's, enabled, shared with two. */
    private static ShopHost shared() {
        ShopHost host =
                new ShopHost(builder -> builder.access(AccessPolicy.ofOwnership((tenant, actor) -> tenant.isPlatform()
                        ? actor.equals(ShopHost.OPERATOR)
                        : tenant.equals(ShopHost.ACME)
                                ? actor.equals(ADA) || (actor.equals(OWNER) && CREATING.get())
                                : actor.equals(OTHER_ADMINISTRATOR))));
        CREATING.set(true);
        host.connectors().create(OWNER, config());
        CREATING.set(false);
        host.connectors().enable(OWNER, KEY);
        host.connectors().share(OWNER, KEY, READER, Optional.of(Share.READ));
        host.connectors().share(OWNER, KEY, USER, Optional.of(Share.USE));
        return host;
    }

    private static final ThreadLocal<Boolean> CREATING = ThreadLocal.withInitial(() -> false);

    @TestFactory
    Stream<DynamicTest> whatIsForbiddenLooksAsIfItWereNotThere() {
        return CALLS.entrySet().stream()
                .filter(call ->
                        call.getKey().startsWith("Connectors.") || call.getKey().startsWith("Health."))
                .filter(call -> !Set.of(
                                "Connectors.create", "Connectors.list", "Connectors.enable", "Connectors.update")
                        .contains(call.getKey()))
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> {
                    try (ShopHost there = shared();
                            ShopHost notThere = new ShopHost()) {
                        assertThat(refusal(there, call.getValue())).isEqualTo(refusal(notThere, call.getValue()));
                    }
                }));
    }

    private static String refusal(ShopHost host, Call call) {
        try {
            call.by(host, STRANGER);
            return "allowed";
        } catch (IntegrationException refused) {
            return refused.explanation();
        }
    }

    @Test
    void everyActionIsSomeMethods() {
        Set<AuditAction> all = methods()
                .map(method -> method.getAnnotation(Audited.class))
                .filter(audited -> audited != null)
                .map(Audited::value)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AuditAction.class)));
        assertThat(all).isEqualTo(EnumSet.allOf(AuditAction.class));
    }
}
