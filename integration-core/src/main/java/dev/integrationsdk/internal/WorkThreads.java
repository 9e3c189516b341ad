package dev.integrationsdk.internal;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The threads beside the caller's: the host's executor, or named daemon threads of our own. Thread-safe. */
public final class WorkThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkThreads.class);

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

    /** Starts the work under the caller's logging context; if no thread is to be had, whoever waits for it does it. */
    public <T> FutureTask<T> start(Callable<T> work) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        FutureTask<T> task = new FutureTask<>(() -> {
            Map<String, String> former = MDC.getCopyOfContextMap();
            MDC.setContextMap(context == null ? Map.of() : context);
            try {
                return work.call();
            } finally {
                MDC.setContextMap(former == null ? Map.of() : former);
            }
        });
        try {
            executor.execute(task);
        } catch (RejectedExecutionException busy) {
            LOG.debug("No thread fetches ahead; the run fetches by itself", busy);
        }
        return task;
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
