package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.WorkThreads;
import dev.integrationsdk.internal.connector.OpenConnectors;
import dev.integrationsdk.internal.retry.RetryingCaller;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Repositories;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens, runs and ends runs. Thread-safe: each run is confined to its caller's thread. */
public final class StreamRunner implements Runner {
    private final Environment environment;
    private final RunOpening opening;
    private final RunEnding ending;
    private final SyncLoop loop;
    private final Map<StreamId, StreamRun> running = new ConcurrentHashMap<>();

    public StreamRunner(Environment environment, HandlerRegistry handlers) {
        this.environment = environment;
        TimeOrderedIds ids = new TimeOrderedIds(environment.clock());
        this.opening = new RunOpening(environment, handlers, ids);
        this.ending = new RunEnding(environment);
        this.loop = new SyncLoop(
                environment.repositories(),
                environment.transactions(),
                new PageTransaction(environment.repositories(), environment.limits(), environment.clock(), ids),
                new SyncLoop.Tools(environment.retries(), environment.clock(), ids, environment.listeners()));
    }

    @Override
    public JobRun run(RunRequest request) {
        try (LogContext context = LogContext.of(request)) {
            StreamRun run = opening.open(request);
            context.run(run.job().id());
            running.put(request.stream(), run);
            environment.listeners().tell(listener -> listener.runStarted(run.job()));
            try {
                loop.run(run, new PageFetcher(run, fetching()));
                return ending.succeeded(run);
            } catch (RuntimeException failure) {
                return ending.failed(run, failure);
            } catch (Error failure) {
                ending.failed(run, failure);
                throw failure;
            } finally {
                running.remove(request.stream(), run);
            }
        }
    }

    private PageFetcher.Services fetching() {
        return new PageFetcher.Services(
                environment.retries(),
                environment.limits(),
                environment.threads(),
                environment.clock(),
                environment.listeners());
    }

    @Override
    public boolean cancel(StreamId stream) {
        StreamRun run = running.get(stream);
        if (run != null) {
            run.cancel();
        }
        return run != null;
    }

    @Override
    public void close() {
        running.values().forEach(StreamRun::cancel);
        environment.connectors().close();
        environment.threads().close();
    }

    /**
     * What runs work with. Immutable.
     *
     * @param repositories of the host's database
     * @param transactions of the same database
     * @param connectors that are open
     * @param limits of pages, groups and leases
     * @param retries decides what is tried again
     * @param threads beside the callers'
     * @param clock the only one
     * @param listeners told of everything
     */
    public record Environment(
            Repositories repositories,
            TransactionRunner transactions,
            OpenConnectors connectors,
            RunLimits limits,
            RetryingCaller retries,
            WorkThreads threads,
            Clock clock,
            Listeners listeners) {}
}
