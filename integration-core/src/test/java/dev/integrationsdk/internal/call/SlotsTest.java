package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class SlotsTest {
    private static final Slots.Bound ONE = new Slots.Bound("a connector", 1, 100);

    private final Slots slots = new Slots();
    private final Cancellation cancellation = new Cancellation();

    @Test
    void aHundredThreadsNeverExceedTheBoundAndAllGetTheirTurn() throws Exception {
        Slots.Bound four = new Slots.Bound("a connector", 4, 100);
        CyclicBarrier fourInside = new CyclicBarrier(4);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(100);
        List<Future<?>> turns = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            turns.add(threads.submit(() -> {
                Slots.Place place = slots.enter(four, patiently());
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                fourInside.await();
                inside.decrementAndGet();
                place.close();
                return true;
            }));
        }
        for (Future<?> turn : turns) {
            turn.get();
        }
        threads.shutdown();

        assertThat(most.get()).isEqualTo(4);
        assertThat(slots.taken()).isZero();
        assertThat(slots.waiting()).isZero();
    }

    @Test
    void whoCameFirstGoesFirst() throws Exception {
        Slots.Place held = slots.enter(ONE, patiently());
        List<Integer> order = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                Slots.Place place = slots.enter(ONE, patiently());
                order.add(number);
                place.close();
            });
            threads.add(thread);
            thread.start();
            awaitWaiting(i + 1);
        }
        held.close();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoFindsTheLineFullIsRefusedWithTheInstantToComeAgain() {
        Slots.Bound noLine = new Slots.Bound("connector acme/crm", 1, 0);
        slots.enter(noLine, patiently());

        assertThatThrownBy(() -> slots.enter(noLine, patiently()))
                .isInstanceOfSatisfying(IntegrationException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
                    assertThat(refusal.retryAt()).contains(HandClock.START);
                    assertThat(refusal).hasMessageContaining("acme/crm");
                });
    }

    @Test
    void whoseTimeIsOverLeavesTheLine() {
        Slots.Place held = slots.enter(ONE, patiently());
        Slots.Wait briefly = new Slots.Wait(Duration.ofMillis(1), HandClock.START, cancellation);

        assertThatThrownBy(() -> slots.enter(ONE, briefly))
                .isInstanceOfSatisfying(
                        IntegrationException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(slots.waiting()).isZero();
        held.close();
        assertThat(slots.taken()).isZero();
    }

    @Test
    void aCancelledCallerStopsWaitingAndKeepsNoInterrupt() throws Exception {
        slots.enter(ONE, patiently());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<ErrorCode> code = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                slots.enter(ONE, patiently());
            } catch (IntegrationException stopped) {
                code.complete(stopped.code());
            }
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        awaitWaiting(1);
        cancellation.cancel();

        assertThat(code.get()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(interrupted.get()).isFalse();
        assertThat(slots.waiting()).isZero();
        assertThat(slots.taken()).isEqualTo(1);
    }

    @Test
    void anInterruptOfTheHostsStaysWithTheThread() throws Exception {
        slots.enter(ONE, patiently());
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            begun.countDown();
            assertThatThrownBy(() -> slots.enter(ONE, patiently())).isInstanceOf(IntegrationException.class);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        begun.await();
        caller.interrupt();

        assertThat(interrupted.get()).isTrue();
    }

    private Slots.Wait patiently() {
        return new Slots.Wait(Duration.ofSeconds(20), HandClock.START, cancellation);
    }

    private void awaitWaiting(int callers) {
        while (slots.waiting() < callers) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }
}
