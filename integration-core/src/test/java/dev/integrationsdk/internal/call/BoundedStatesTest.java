package dev.integrationsdk.internal.call;

import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedStatesTest {
    private final BoundedStates<Integer, AtomicInteger> states =
            new BoundedStates<>(3, AtomicInteger::new, state -> state.get() >= 0);

    @Test
    void theOldestFromWhichNothingIsLostIsForgottenFirst() {
        touch(1);
        touch(2);
        touch(3);
        touch(1);
        touch(4);

        assertThat(states.size()).isEqualTo(3);
        assertThat(states.find(2)).isEmpty();
        assertThat(states.find(1)).isPresent();
    }

    @Test
    void whatWouldBeMissedStaysUntilTwiceAsManyAreThere() {
        for (int key = 1; key <= 6; key++) {
            states.enter(key).set(-1);
            states.leave(key);
        }
        assertThat(states.size()).isEqualTo(6);
        touch(7);

        assertThat(states.size()).isEqualTo(6);
        assertThat(states.find(1)).isEmpty();
    }

    @Test
    void whatIsInUseIsNeverForgotten() {
        AtomicInteger used = states.enter(1);
        for (int key = 2; key <= 20; key++) {
            touch(key);
        }

        assertThat(states.enter(1)).isSameAs(used);
        assertThat(states.size()).isEqualTo(3);
    }

    @Test
    void aHundredThousandConnectorsTakeABoundedHeap() {
        HandClock clock = new HandClock();
        CallStates calls = new CallStates(CallBounds.ofDefaults(), clock);
        long before = usedHeap();
        for (int i = 0; i < 100_000; i++) {
            visit(calls, i, i % 3 == 0);
        }
        long kept = usedHeap() - before;

        assertThat(calls.size()).isBetween(20_000, 40_000);
        assertThat(kept).isLessThan(64L * 1024 * 1024);
    }

    /** Every third remote is out of order, so that its circuit would be missed. */
    private static void visit(CallStates calls, int number, boolean failing) {
        CalledConnector connector = new CalledConnector(
                ConnectorConfig.of(
                        TenantId.of("tenant-" + number % 1_000), ConnectorId.of("c-" + number), SystemCode.of("fake")),
                List.of(new RateLimit(100, Duration.ofSeconds(10)), new RateLimit(250_000, Duration.ofDays(1))));
        try (CallStates.Visit visit =
                        calls.enter(connector, BudgetKey.of(connector.config(), Optional.of("account-" + number)));
                Circuit.Pass pass = visit.state().circuit().enter(CallLimits.ofDefaults())) {
            visit.budget().draw(Duration.ZERO);
            if (failing) {
                pass.failed(ErrorCode.TIMED_OUT);
            }
        }
    }

    private void touch(int key) {
        states.enter(key);
        states.leave(key);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
