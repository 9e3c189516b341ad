package dev.integrationsdk.internal.sync;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.WorkThreads;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.call.CallPipeline;
import dev.integrationsdk.internal.connector.Gatekeeper;
import dev.integrationsdk.internal.connector.KnownConnector;
import dev.integrationsdk.internal.connector.OpenConnectors;
import dev.integrationsdk.internal.ledger.Ledger;
import dev.integrationsdk.internal.retry.RetryingCaller;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Repositories;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens, runs and ends runs. Thread-safe: each run is confined to its caller's thread. */
public final class StreamRunner implements Runner {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRunner.class);

    private final Environment environment;
    private final RunOpening opening;
    private final RunEnding ending;
    private final FencedTransactions transactions;
    private final SyncLoop loop;
    private final Map<StreamId, StreamRun> running = new ConcurrentHashMap<>();
    private final Phaser active = new Phaser(1);
    private volatile boolean closed;

    public StreamRunner(Environment environment, HandlerRegistry handlers) {
        this.environment = environment;
        TimeOrderedIds ids = new TimeOrderedIds(environment.clock());
        TenantTurns turns = TenantTurns.ofMachine();
        this.opening = new RunOpening(environment, handlers, ids, turns);
        this.ending = new RunEnding(environment, turns);
        this.transactions = new FencedTransactions(
                environment.transactions(),
                environment.repositories().leases(),
                environment.limits().leaseTime(),
                turns);
        this.loop = new SyncLoop(
                environment.repositories(),
                transactions,
                pageCycle(ids),
                new SyncLoop.Tools(
                        environment.retries(),
                        environment.clock(),
                        ids,
                        environment.listeners(),
                        environment.callLog()));
    }

    private PageCycle pageCycle(TimeOrderedIds ids) {
        PageRows rows = new PageRows(environment.repositories(), environment.callLog(), environment.clock(), ids);
        return environment
                .hostTransactions()
                .<PageCycle>map(host -> new SeparatePage(transactions, host, rows, environment.clock(), ids))
                .orElseGet(() -> new PageTransaction(transactions, rows, environment.clock(), ids));
    }

    @Override
    public JobRun run(RunRequest request) {
        active.register();
        try (LogContext context = LogContext.of(request)) {
            if (closed) {
                throw new IntegrationException(ErrorCode.CANCELLED, "the library is closed: no run can begin");
            }
            KnownConnector connector = opening.admit(request);
            Optional<JobRun> skipped = opening.skipIfOff(request, connector);
            return skipped.isPresent() ? skipped.get() : run(request, connector, context);
        } finally {
            active.arriveAndDeregister();
        }
    }

    private JobRun run(RunRequest request, KnownConnector connector, LogContext context) {
        try (OpenConnectors.Use use = environment.connectors().use(connector, Direction.PULL)) {
            StreamRun run = opening.open(request, use);
            try {
                context.run(run.job().id());
                running.put(request.stream(), run);
                environment.listeners().tell(listener -> listener.runStarted(run.job()));
                stopIfClosed(run);
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

    private void stopIfClosed(StreamRun run) {
        if (closed) {
            run.cancel();
        }
    }

    private PageFetcher.Services fetching() {
        return new PageFetcher.Services(
                transactions,
                environment.connectors(),
                environment.calls(),
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

    /** Stops the runs of this process that the connector does not allow any more, after the page in hand. */
    public void stop(Predicate<StreamId> which) {
        running.forEach((stream, run) -> {
            if (which.test(stream)) {
                run.cancel();
            }
        });
    }

    @Override
    public void close() {
        boolean first = !closed;
        closed = true;
        running.values().forEach(StreamRun::cancel);
        if (first) {
            awaitRuns();
        }
        environment.connectors().close();
        environment.threads().close();
    }

    /** Not for ever: a run's page in hand is bounded by its calls, and {@code close} may be called from inside a run. */
    private void awaitRuns() {
        if (running.values().stream().anyMatch(StreamRun::isOnThisThread)) {
            return;
        }
        try {
            active.awaitAdvanceInterruptibly(
                    active.arriveAndDeregister(),
                    environment.limits().callTimeout().toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.warn("Runs were still going on when the library was closed: {}", running.keySet(), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What runs work with. Immutable.
     *
     * @param repositories of the host's database
     * @param transactions of the same database
     * @param hostTransactions of the host's store, if that is another one: the mode SEPARATE
     * @param connectors that are open
     * @param limits of pages, groups and leases
     * @param retries decides what is tried again in the store
     * @param calls make the calls to the outside
     * @param callLog where they are written
     * @param threads beside the callers'
     * @param clock the only one
     * @param nanoTime measures how long a lease has gone without renewal
     * @param listeners told of everything
     * @param gate asks who may
     * @param ledger of events
     */
    public record Environment(
            Repositories repositories,
            TransactionRunner transactions,
            Optional<TransactionRunner> hostTransactions,
            OpenConnectors connectors,
            RunLimits limits,
            RetryingCaller retries,
            CallPipeline calls,
            CallLog callLog,
            WorkThreads threads,
            Clock clock,
            LongSupplier nanoTime,
            Listeners listeners,
            Gatekeeper gate,
            Ledger ledger) {}
}
