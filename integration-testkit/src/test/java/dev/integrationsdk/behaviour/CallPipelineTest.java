package dev.integrationsdk.behaviour;

import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.call.CallUse;
import dev.integrationsdk.call.CircuitState;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.host.CallQuota;
import dev.integrationsdk.internal.call.Call;
import dev.integrationsdk.internal.call.CallPipeline;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.internal.call.FreshCredentials;
import dev.integrationsdk.internal.call.Standing;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.call.RateSignal;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.CallStatus;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.testkit.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.integrationsdk.behaviour.CallScene.connector;
import static dev.integrationsdk.behaviour.CallScene.failure;
import static dev.integrationsdk.behaviour.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class CallPipelineTest {
    private final CallScene scene = new CallScene();
    private final CalledConnector crm = connector("acme", "crm", CallLimits.ofDefaults());
    private final List<String> steps = new ArrayList<>();

    @Test
    void stepsAreTakenInOrderAndTheAnswerIsWrittenDown() {
        recordSteps("");
        String answer = scene.pipeline().call(scene.call(crm, context -> {
            steps.add("send " + context.attempt() + " " + context.correlationId());
            context.gate().before("POST", "/contacts/51?name=ann");
            scene.clock.turn(Duration.ofMillis(40));
            return "done";
        }));

        assertThat(answer).isEqualTo("done");
        assertThat(steps).containsExactly("on", "may", "quota", "credentials", "send 1 work-1", "on");
        IntegrationLogEntry entry = scene.log(crm).get(0);
        assertThat(entry.outcome()).isEqualTo(IntegrationLogEntry.Outcome.success(1, Duration.ofMillis(40)));
        assertThat(entry.call()).isEqualTo(new IntegrationLogEntry.Call("push contact", "POST", "/contacts/{id}"));
        assertThat(scene.reported).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "on, SWITCHED_OFF, SKIPPED, 0",
        "may, UNKNOWN_CONNECTOR, SKIPPED, 0",
        "quota, RATE_LIMITED, FAILED, 0",
        "credentials, AUTHENTICATION_FAILED, FAILED, 1"
    })
    void aStepThatRefusesIsTheLast(String step, ErrorCode code, CallStatus status, int attempts) {
        recordSteps(step);
        Call<String> call = scene.call(crm, context -> {
            throw new AssertionError("nothing may be sent");
        });

        assertThat(refusal(() -> scene.pipeline().call(call))).isEqualTo(code);
        assertThat(steps).endsWith(step);
        IntegrationLogEntry.Outcome outcome = scene.log(crm).get(0).outcome();
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.attempts()).isEqualTo(attempts);
        assertThat(outcome.code()).contains(code);
    }

    @Test
    void aConnectorThatIsSwitchedOffMeanwhileSendsNoFurtherRequest() {
        recordSteps("");
        AtomicInteger sent = new AtomicInteger();
        Call<String> call = scene.call(crm, context -> {
            context.gate().before("GET", "/one");
            sent.incrementAndGet();
            refused = "on";
            context.gate().before("GET", "/two");
            sent.incrementAndGet();
            return "done";
        });

        assertThat(refusal(() -> scene.pipeline().call(call))).isEqualTo(ErrorCode.SWITCHED_OFF);
        assertThat(sent).hasValue(1);
        assertThat(scene.log(crm).get(0).outcome().status()).isEqualTo(CallStatus.FAILED);
    }

    @Test
    void whatMayBeRepeatedIsTriedAgainUntilItIsAnswered() {
        assertThat(attempts(true, ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.TIMED_OUT))
                .isEqualTo(3);
        assertThat(scene.log(crm).get(0).outcome().attempts()).isEqualTo(3);
        assertThat(scene.log(crm)).hasSize(1);
    }

    @Test
    void aWriteThatMayHaveTakenEffectIsNotRepeated() {
        assertThat(attempts(false, ErrorCode.TIMED_OUT)).isEqualTo(1);
    }

    @Test
    void aWriteThatWasCertainlyNotCarriedOutIsRepeated() {
        scene.repeatable = false;
        AtomicInteger attempts = new AtomicInteger();
        scene.pipeline().call(scene.call(crm, context -> {
            if (attempts.incrementAndGet() == 1) {
                throw IntegrationException.retryAt(
                        ErrorCode.RATE_LIMITED,
                        "a moment",
                        scene.clock.instant().plusMillis(1));
            }
            return "done";
        }));

        assertThat(attempts).hasValue(2);
    }

    @Test
    void refusedCredentialsAreRenewedOnceAndTheCallRepeated() {
        AtomicInteger renewed = new AtomicInteger();
        scene.hooks = scene.hooks.withCredentials(new FreshCredentials() {
            @Override
            public void ensure(Call<?> call, CallContext context) {}

            @Override
            public boolean refused(Call<?> call, CallContext context) {
                renewed.incrementAndGet();
                return true;
            }
        });

        assertThat(attempts(true, ErrorCode.AUTHENTICATION_FAILED)).isEqualTo(2);
        assertThat(attempts(
                        true,
                        ErrorCode.AUTHENTICATION_FAILED,
                        ErrorCode.AUTHENTICATION_FAILED,
                        ErrorCode.AUTHENTICATION_FAILED))
                .isEqualTo(2);
        assertThat(renewed).hasValue(2);
    }

    @Test
    void aRemoteThatIsDownGetsATenthMoreCallsAndNoStorm() {
        CalledConnector hopeless =
                connector("acme", "down", CallLimits.ofDefaults().withCircuit(1_000, Duration.ofDays(1)));
        AtomicInteger attempts = new AtomicInteger();
        CallPipeline pipeline = scene.pipeline();
        for (int i = 0; i < 200; i++) {
            refusal(() -> pipeline.call(scene.call(hopeless, context -> {
                attempts.incrementAndGet();
                throw failure(ErrorCode.SERVICE_UNAVAILABLE);
            })));
        }

        assertThat(attempts.get()).isBetween(225, 232);
    }

    @Test
    void anOpenCircuitSendsNothingUntilASingleProbeIsAnswered() {
        CalledConnector fragile =
                connector("acme", "fragile", CallLimits.ofDefaults().withCircuit(4, Duration.ofSeconds(30)));
        CallPipeline pipeline = scene.pipeline();
        AtomicInteger sent = new AtomicInteger();
        Call<String> failing = scene.call(fragile, context -> {
            sent.incrementAndGet();
            throw failure(ErrorCode.NETWORK_FAILED);
        });
        assertThat(refusal(() -> pipeline.call(failing))).isEqualTo(ErrorCode.NETWORK_FAILED);
        assertThat(refusal(() -> pipeline.call(failing))).isEqualTo(ErrorCode.CIRCUIT_OPEN);
        assertThat(sent).hasValue(4);
        assertThat(pipeline.use(fragile).circuit()).isEqualTo(CircuitState.OPEN);

        scene.clock.turn(Duration.ofSeconds(30));
        String back = pipeline.call(scene.call(fragile, context -> "back"));
        assertThat(back).isEqualTo("back");
        assertThat(pipeline.use(fragile).circuit()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void longLimitsOutliveARestart() {
        CalledConnector daily = connector(
                "acme", "daily", CallLimits.ofDefaults().withRates(List.of(new RateLimit(5, Duration.ofDays(1)))));
        CallPipeline first = scene.pipeline();
        for (int i = 0; i < 5; i++) {
            first.call(scene.call(daily, CallPipelineTest::oneRequest));
        }
        CallPipeline restarted = scene.pipeline();

        Call<String> sixth = scene.call(daily, CallPipelineTest::oneRequest);
        assertThatThrownBy(() -> restarted.call(sixth)).isInstanceOfSatisfying(IntegrationException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(refusal.retryAt()).contains(Instant.parse("2026-01-02T00:00:00Z"));
        });
        CallUse use = restarted.use(daily);
        assertThat(use.limits().get(0).used()).isEqualTo(5);
        assertThat(use.limits().get(0).left()).isZero();
        scene.clock.turn(Duration.ofDays(1));
        assertThat(restarted.call(sixth)).isEqualTo("sent");
    }

    @Test
    void whatARemoteSaysOfItsLimitsHoldsForAllOfTheAccountAndNobodyElse() {
        scene.hooks = scene.hooks.withStanding(new Standing() {
            @Override
            public Optional<String> off(ConnectorKey connector, Direction direction) {
                return Optional.empty();
            }

            @Override
            public Optional<String> account(ConnectorKey connector) {
                return Optional.of("portal-1");
            }
        });
        CallPipeline pipeline = scene.pipeline();
        Instant until = scene.clock.instant().plusSeconds(60);
        pipeline.call(scene.call(crm, context -> {
            context.gate().signal(RateSignal.blockedUntil(until));
            return "told";
        }));
        CalledConnector sameAccount = connector("acme", "second", CallLimits.ofDefaults());
        CalledConnector otherTenant = connector("beta", "crm", CallLimits.ofDefaults());

        assertThat(refusal(() -> pipeline.call(scene.call(sameAccount, CallPipelineTest::oneRequest))))
                .isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(pipeline.use(sameAccount).blockedUntil()).contains(until);
        assertThat(pipeline.call(scene.call(otherTenant, CallPipelineTest::oneRequest)))
                .isEqualTo("sent");
        scene.clock.turn(Duration.ofSeconds(60));
        assertThat(pipeline.call(scene.call(sameAccount, CallPipelineTest::oneRequest)))
                .isEqualTo("sent");
    }

    @Test
    void anAdaptersRefusalThatNamesAnInstantHoldsForTheNextCallToo() {
        CallPipeline pipeline = scene.pipeline();
        Instant until = scene.clock.instant().plusSeconds(600);
        refusal(() -> pipeline.call(scene.call(crm, context -> {
            throw IntegrationException.retryAt(ErrorCode.RATE_LIMITED, "status 429", until);
        })));

        assertThat(refusal(() -> pipeline.call(scene.call(crm, CallPipelineTest::oneRequest))))
                .isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(pipeline.use(crm).circuit()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void aHundredThreadsKeepToTheConnectorsConcurrency() throws Exception {
        CallPipeline pipeline = scene.pipeline();
        scene.bounds = CallBounds.ofDefaults().withWaitingPerConnector(100);
        CallPipeline patient = scene.pipeline();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(100);
        CountDownLatch fourInside = new CountDownLatch(4);
        List<Future<String>> calls = IntStream.range(0, 100)
                .mapToObj(i -> threads.submit(() -> patient.call(scene.call(crm, context -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    fourInside.countDown();
                    await(fourInside);
                    inside.decrementAndGet();
                    return "done";
                }))))
                .toList();
        for (Future<String> call : calls) {
            assertThat(call.get()).isEqualTo("done");
        }
        threads.shutdown();

        assertThat(most).hasValue(4);
        assertThat(pipeline.use(crm).inFlight()).isZero();
        assertThat(scene.log(crm)).hasSize(100);
    }

    @Test
    void aTenantWhoseRemotesHangLeavesTheOthersTheirPlaces() throws Exception {
        scene.bounds = CallBounds.ofDefaults().withPerTenant(6).withInAll(8).withWaitingPerConnector(2);
        CallPipeline pipeline = scene.pipeline();
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(6);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<String>> bad = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            CalledConnector connector = connector("bad", "c" + i % 3, CallLimits.ofDefaults());
            bad.add(threads.submit(() -> pipeline.call(scene.call(connector, context -> {
                hanging.countDown();
                await(released);
                return "late";
            }))));
        }
        await(hanging);

        for (int i = 0; i < 50; i++) {
            String answer =
                    pipeline.call(scene.call(connector("good", "c", CallLimits.ofDefaults()), context -> "done"));
            assertThat(answer).isEqualTo("done");
        }
        released.countDown();
        for (Future<String> call : bad) {
            assertThat(call.get()).isEqualTo("late");
        }
        threads.shutdown();
    }

    @Test
    void aCallThatWaitsForItsTurnCanBeCancelled() throws Exception {
        CalledConnector narrow =
                connector("acme", "narrow", CallLimits.ofDefaults().withConcurrency(1));
        CallPipeline pipeline = scene.pipeline();
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<String> first = threads.submit(() -> pipeline.call(scene.call(narrow, context -> {
            inside.countDown();
            await(released);
            return "done";
        })));
        await(inside);
        Future<ErrorCode> second =
                threads.submit(() -> refusal(() -> pipeline.call(scene.call(narrow, context -> "never"))));
        while (pipeline.use(narrow).waiting() == 0) {
            Thread.onSpinWait();
        }
        scene.cancellation.cancel();

        assertThat(second.get()).isEqualTo(ErrorCode.CANCELLED);
        released.countDown();
        assertThat(first.get()).isEqualTo("done");
        threads.shutdown();
    }

    @Test
    void aLogThatCannotBeWrittenChangesNothingForTheCaller() {
        scene.store.failNextCommit(InMemoryStore.CommitFault.LOST_BEFORE);

        String answer = scene.pipeline().call(scene.call(crm, context -> "done"));
        assertThat(answer).isEqualTo("done");
        assertThat(scene.log(crm)).isEmpty();
        assertThat(scene.reported).hasSize(1);
    }

    @Test
    void whatAnAdapterDoesNotDeclareIsADefectWithoutTheForeignText() {
        assertThatThrownBy(() -> scene.pipeline().call(scene.call(crm, context -> {
                    throw new IllegalStateException("token=secret");
                })))
                .isInstanceOfSatisfying(
                        IntegrationException.class,
                        defect -> assertThat(defect.code()).isEqualTo(ErrorCode.ADAPTER_DEFECT));
        assertThat(scene.log(crm).get(0).outcome().message())
                .contains("IllegalStateException")
                .doesNotContain("secret");
    }

    private String refused = "";

    private void recordSteps(String refusing) {
        refused = refusing;
        scene.hooks = scene.hooks
                .withStanding(new Standing() {
                    @Override
                    public Optional<String> off(ConnectorKey connector, Direction direction) {
                        steps.add("on");
                        return refused.equals("on") ? Optional.of("it is paused") : Optional.empty();
                    }

                    @Override
                    public Optional<String> account(ConnectorKey connector) {
                        return Optional.empty();
                    }
                })
                .withAccess(call -> step("may", ErrorCode.UNKNOWN_CONNECTOR))
                .withQuota(request -> {
                    steps.add("quota");
                    return refused.equals("quota")
                            ? Optional.of(new CallQuota.Refusal("the plan's calls are used up", scene.clock.instant()))
                            : Optional.empty();
                })
                .withCredentials(new FreshCredentials() {
                    @Override
                    public void ensure(Call<?> call, CallContext context) {
                        step("credentials", ErrorCode.AUTHENTICATION_FAILED);
                    }

                    @Override
                    public boolean refused(Call<?> call, CallContext context) {
                        return false;
                    }
                });
    }

    private void step(String name, ErrorCode code) {
        steps.add(name);
        if (refused.equals(name)) {
            throw failure(code);
        }
    }

    /** How often a call is sent that fails so, one after the other, and is then answered. */
    private int attempts(boolean repeatable, ErrorCode... failures) {
        scene.repeatable = repeatable;
        AtomicInteger attempts = new AtomicInteger();
        try {
            scene.pipeline().call(scene.call(crm, context -> {
                int attempt = attempts.getAndIncrement();
                if (attempt < failures.length) {
                    throw failure(failures[attempt]);
                }
                return "done";
            }));
        } catch (IntegrationException last) {
            assertThat(failures).contains(last.code());
        }
        return attempts.get();
    }

    private static String oneRequest(CallContext context) {
        context.gate().before("GET", "/contacts");
        return "sent";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
