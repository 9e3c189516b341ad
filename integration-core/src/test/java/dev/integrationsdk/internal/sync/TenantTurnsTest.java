package dev.integrationsdk.internal.sync;

import dev.integrationsdk.spi.identity.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class TenantTurnsTest {
    private static final TenantId FLOODING = TenantId.of("flooding");
    private static final TenantId QUIET = TenantId.of("quiet");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void oneTenantsTransactionsStayBelowItsShareAndAllOfThemComeThrough() throws Exception {
        TenantTurns turns = new TenantTurns(3, 1, LONG);
        CyclicBarrier threeInside = new CyclicBarrier(3);
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Integer>> asked = new ArrayList<>();
        for (int caller = 0; caller < 60; caller++) {
            asked.add(threads.submit(() -> turns.take(FLOODING, () -> {
                most.accumulateAndGet(under.incrementAndGet(), Math::max);
                together(threeInside);
                return under.decrementAndGet();
            })));
        }
        for (Future<Integer> one : asked) {
            one.get();
        }

        assertThat(most.get()).isEqualTo(3);
    }

    @Test
    void anotherTenantNeverWaitsForIt() throws Exception {
        TenantTurns turns = new TenantTurns(1, 1, LONG);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Future<Boolean> held = threads.submit(() -> turns.take(FLOODING, () -> {
            inside.countDown();
            return awaited(done);
        }));
        inside.await();

        assertThat(turns.take(QUIET, () -> "done")).isEqualTo("done");
        done.countDown();
        assertThat(held.get()).isTrue();
    }

    @Test
    void whoIsAloneMayHaveMoreAndIsLetInAsSoonAsTheOtherIsGone() throws Exception {
        TenantTurns turns = new TenantTurns(2, 1, LONG);
        CountDownLatch bothOfOne = new CountDownLatch(2);
        CountDownLatch quietInside = new CountDownLatch(1);
        CountDownLatch quietDone = new CountDownLatch(1);
        Future<Boolean> quiet = threads.submit(() -> turns.take(QUIET, () -> {
            quietInside.countDown();
            return awaited(quietDone);
        }));
        quietInside.await();
        List<Future<Boolean>> flooding = new ArrayList<>();
        for (int caller = 0; caller < 2; caller++) {
            flooding.add(threads.submit(() -> turns.take(FLOODING, () -> {
                bothOfOne.countDown();
                return awaited(bothOfOne);
            })));
        }
        quietDone.countDown();

        assertThat(quiet.get()).isTrue();
        for (Future<Boolean> one : flooding) {
            assertThat(one.get()).isTrue();
        }
    }

    @Test
    void oneWithinAnotherGoesOnAfterTheLongestWait() {
        TenantTurns turns = new TenantTurns(1, 1, Duration.ofMillis(1));

        assertThat(turns.take(FLOODING, () -> turns.take(FLOODING, () -> "both")))
                .isEqualTo("both");
    }

    @Test
    void anInterruptedCallerGoesOnAndStaysInterrupted() throws Exception {
        TenantTurns turns = new TenantTurns(1, 1, LONG);
        Future<Boolean> interrupted = threads.submit(() -> turns.take(FLOODING, () -> {
            Thread.currentThread().interrupt();
            return turns.take(FLOODING, Thread::interrupted);
        }));

        assertThat(interrupted.get()).isTrue();
    }

    private static void together(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException ended) {
            throw new IllegalStateException(ended);
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }
}
