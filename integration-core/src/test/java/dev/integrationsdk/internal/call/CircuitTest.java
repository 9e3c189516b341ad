package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.call.CircuitState;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CircuitTest {
    private static final Duration REST = Duration.ofSeconds(30);
    private static final CallLimits LIMITS = CallLimits.ofDefaults().withCircuit(3, REST);

    private final HandClock clock = new HandClock();
    private final Circuit circuit = new Circuit(clock);

    @Test
    void opensAfterSoManyFailuresInARowAndSaysUntilWhen() {
        fail(ErrorCode.SERVICE_UNAVAILABLE);
        fail(ErrorCode.NETWORK_FAILED);
        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.CLOSED);
        fail(ErrorCode.TIMED_OUT);

        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.OPEN);
        assertThatThrownBy(() -> circuit.enter(LIMITS)).isInstanceOfSatisfying(IntegrationException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.CIRCUIT_OPEN);
            assertThat(refusal.retryAt()).contains(HandClock.START.plus(REST));
        });
    }

    @Test
    void anAnswerInBetweenBeginsTheCountAnew() {
        fail(ErrorCode.TIMED_OUT);
        fail(ErrorCode.TIMED_OUT);
        succeed();
        fail(ErrorCode.TIMED_OUT);
        fail(ErrorCode.TIMED_OUT);

        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"RATE_LIMITED", "CANCELLED", "SWITCHED_OFF", "AUTHENTICATION_FAILED", "INVALID_PAYLOAD"})
    void whatSaysNothingOfItsHealthNeverOpensIt(ErrorCode code) {
        for (int i = 0; i < 20; i++) {
            fail(code);
        }

        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void beingRateLimitedIsNoAnswerEither() {
        fail(ErrorCode.TIMED_OUT);
        fail(ErrorCode.TIMED_OUT);
        fail(ErrorCode.RATE_LIMITED);
        fail(ErrorCode.TIMED_OUT);

        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.OPEN);
    }

    @Test
    void letsASingleProbeThroughOfFiftyCallersAtOnce() throws Exception {
        open();
        clock.turn(REST);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(50);
        List<Future<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tries.add(callers.submit(() -> {
                start.await();
                return entered();
            }));
        }
        start.countDown();
        int through = 0;
        for (Future<Boolean> one : tries) {
            through += one.get() ? 1 : 0;
        }
        callers.shutdown();

        assertThat(through).isEqualTo(1);
    }

    @Test
    void aProbeThatIsAnsweredClosesIt() {
        open();
        clock.turn(REST);
        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.HALF_OPEN);
        succeed();

        assertThat(circuit.isAsNew()).isTrue();
        assertThat(entered()).isTrue();
    }

    @Test
    void aProbeThatFailsOpensItAgainAtOnce() {
        open();
        clock.turn(REST);
        fail(ErrorCode.NETWORK_FAILED);

        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.OPEN);
        assertThat(circuit.openUntil()).contains(HandClock.START.plus(REST).plus(REST));
    }

    @Test
    void aProbeThatFindsNothingOutLeavesItToTheNext() {
        open();
        clock.turn(REST);
        fail(ErrorCode.CANCELLED);

        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.HALF_OPEN);
        assertThat(entered()).isTrue();
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongTheRest() {
        open();
        clock.turn(Duration.ofDays(-1));
        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.OPEN);
        clock.turn(REST);

        assertThat(circuit.now(LIMITS)).isEqualTo(CircuitState.HALF_OPEN);
    }

    private void open() {
        fail(ErrorCode.TIMED_OUT);
        fail(ErrorCode.TIMED_OUT);
        fail(ErrorCode.TIMED_OUT);
    }

    private void fail(ErrorCode code) {
        try (Circuit.Pass pass = circuit.enter(LIMITS)) {
            pass.failed(code);
        }
    }

    private void succeed() {
        try (Circuit.Pass pass = circuit.enter(LIMITS)) {
            pass.answered();
        }
    }

    /** Whether a call is let through; it stays under way. */
    private boolean entered() {
        try {
            circuit.enter(LIMITS);
            return true;
        } catch (IntegrationException refused) {
            return false;
        }
    }
}
