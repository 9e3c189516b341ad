package dev.integrationsdk.internal;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/** The threads beside the caller's: the host's executor, or named daemon threads of our own. Thread-safe. */
public final class WorkThreads implements AutoCloseable {
    private final ExecutorService executor;
    private final boolean owned;

    private WorkThreads(ExecutorService executor, boolean owned) {
        this.executor = executor;
        this.owned = owned;
    }

    /** As many as there are runs at a time; each ends after a minute without work. */
    public static WorkThreads own() {
        AtomicInteger number = new AtomicInteger();
        return new WorkThreads(
                Executors.newCachedThreadPool(work -> {
                    Thread thread = new Thread(work, "integration-prefetch-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                }),
                true);
    }

    /** The host ends its executor itself. */
    public static WorkThreads of(ExecutorService hosts) {
        return new WorkThreads(hosts, false);
    }

    /** Runs the work under the caller's logging context. */
    public <T> Future<T> submit(Callable<T> work) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return executor.submit(() -> {
            Map<String, String> former = MDC.getCopyOfContextMap();
            MDC.setContextMap(context == null ? Map.of() : context);
            try {
                return work.call();
            } finally {
                MDC.setContextMap(former == null ? Map.of() : former);
            }
        });
    }

    public ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        if (owned) {
            executor.shutdownNow();
        }
    }
}
