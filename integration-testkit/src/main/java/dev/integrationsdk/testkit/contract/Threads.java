package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Does one thing on several threads at once. */
final class Threads {
    private static final int LONGEST_SECONDS = 30;

    private Threads() {}

    /**
     * Returns once all have ended.
     *
     * @param work gets the number of its thread
     * @return the codes of those that were refused
     */
    static List<ErrorCode> run(int count, IntConsumer work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<Optional<ErrorCode>>> running = new ArrayList<>();
            for (int thread = 0; thread < count; thread++) {
                int number = thread;
                running.add(threads.submit(() -> {
                    start.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                    return refusal(number, work);
                }));
            }
            List<ErrorCode> refusals = new ArrayList<>();
            for (Future<Optional<ErrorCode>> one : running) {
                one.get(LONGEST_SECONDS, TimeUnit.SECONDS).ifPresent(refusals::add);
            }
            return refusals;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError("a thread failed or hangs", failure);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Does it again as long as it has to give way, as a caller does; others always get on meanwhile. */
    static <T> T untilDone(Supplier<T> work) {
        while (true) {
            try {
                return work.get();
            } catch (IntegrationException refused) {
                if (refused.code() != ErrorCode.STORE_CONFLICT) {
                    throw refused;
                }
            }
        }
    }

    private static Optional<ErrorCode> refusal(int number, IntConsumer work) {
        try {
            work.accept(number);
            return Optional.empty();
        } catch (IntegrationException refused) {
            return Optional.of(refused.code());
        }
    }
}
