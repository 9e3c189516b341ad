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
import dev.integrationsdk.internal.record.RecordKeeper;
import dev.integrationsdk.internal.retry.RetryingCaller;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.scan.Preview;
import dev.integrationsdk.scan.ReconcilePlan;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.StoredCheckpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    private final Absence absence;
    private final PushLoop pushing;
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
        this.absence = new Absence(environment.repositories(), transactions, loop, fetching(), ids);
        this.pushing = new PushLoop(
                new PushRows(environment.repositories(), transactions, environment.callLog(), environment.clock(), ids),
                fetching(),
                this::applyInbound);
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
        return run(request, RunOpening.Purpose.READ);
    }

    /** The same cycle for records that somebody has named; the stream is of the kind RECORD. */
    public JobRun run(RunRequest request, RecordsAsked records) {
        return run(request, RunOpening.Purpose.of(records));
    }

    /** Applies the findings of a comparison on this side, each record read anew. */
    public JobRun repair(RunRequest request, ReconcilePlan plan) {
        return run(request, RunOpening.Purpose.of(plan));
    }

    private JobRun run(RunRequest request, RunOpening.Purpose purpose) {
        active.register();
        try (LogContext context = LogContext.of(request)) {
            if (closed) {
                throw new IntegrationException(ErrorCode.CANCELLED, "the library is closed: no run can begin");
            }
            KnownConnector connector = opening.admit(request);
            Optional<JobRun> skipped =
                    opening.skipIfOff(request, connector).or(() -> opening.skipIfPaused(request, connector));
            return skipped.isPresent() ? skipped.get() : run(request, purpose, connector, context);
        } finally {
            active.arriveAndDeregister();
        }
    }

    /**
     * Concludes what follows from a full scan that has ended, once a person has decided: nothing is read but what is looked
     * up once more. Does nothing if another scan has begun meanwhile, which will conclude it.
     */
    public JobRun conclude(RunRequest request) {
        return run(request, RunOpening.Purpose.CONCLUDE);
    }

    /**
     * Reads a stream as a run would, and writes nothing.
     *
     * @param records read on until there were so many
     * @throws IntegrationException where no run could begin, or what would have stopped it
     */
    public Preview preview(RunRequest request, int records) {
        active.register();
        try (LogContext context = LogContext.of(request);
                OpenConnectors.Use use = environment.connectors().use(opening.admit(request), Direction.PULL)) {
            StreamRun run = opening.rehearse(request, use);
            context.run(run.job().id());
            stopIfClosed(run);
            return new Rehearsal(run, rehearsing()).upTo(records, new PageFetcher(run, fetching()));
        } finally {
            active.arriveAndDeregister();
        }
    }

    /**
     * Reads everything that the remote has and compares it with the host's rows.
     *
     * @throws IntegrationException where no run could begin, or what would have stopped it
     */
    public ReconcilePlan compare(RunRequest request) {
        active.register();
        try (LogContext context = LogContext.of(request);
                OpenConnectors.Use use = environment.connectors().use(opening.admit(request), Direction.PULL)) {
            StreamRun run = opening.rehearse(request, use);
            context.run(run.job().id());
            stopIfClosed(run);
            Comparison.Services services = new Comparison.Services(
                    environment.repositories(),
                    environment.transactions(),
                    environment.hostTransactions().orElse(environment.transactions()),
                    environment.callLog());
            return new Comparison(run, opening.parts().feed(request, use), services)
                    .whole(new PageFetcher(run, fetching()), run.job().startedAt());
        } finally {
            active.arriveAndDeregister();
        }
    }

    private Rehearsal.Services rehearsing() {
        TimeOrderedIds ids = new TimeOrderedIds(environment.clock());
        return new Rehearsal.Services(
                environment.transactions(),
                environment.hostTransactions().orElse(environment.transactions()),
                new PageRows(environment.repositories(), environment.callLog(), environment.clock(), ids),
                environment.callLog(),
                environment.clock(),
                ids);
    }

    private JobRun run(RunRequest request, RunOpening.Purpose purpose, KnownConnector connector, LogContext context) {
        try (OpenConnectors.Use use = environment.connectors().use(connector, RunOpening.direction(request.stream()))) {
            StreamRun run = opening.open(request, use, purpose);
            try {
                context.run(run.job().id());
                running.put(request.stream(), run);
                environment.listeners().tell(listener -> listener.runStarted(run.job()));
                stopIfClosed(run);
                work(run, purpose);
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

    private void work(StreamRun run, RunOpening.Purpose purpose) {
        if (run.outgoing().isPresent()) {
            pushing.run(run, run.outgoing().get());
            return;
        }
        PageGroup last =
                !purpose.concludes() ? loop.run(run, new PageFetcher(run, fetching())) : PageGroup.ended(run.start());
        absence.conclude(run, last);
    }

    /** What a push found changed over there: through the same cycle as a page, while the push's own position stays. */
    private void applyInbound(StreamRun run, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        SyncCheckpoint position = transactions.fenced(
                run,
                unit -> environment
                        .repositories()
                        .checkpoints()
                        .find(unit, run.stream())
                        .map(StoredCheckpoint::checkpoint)
                        .orElseGet(() -> SyncCheckpoint.of(1, "")));
        GroupBuilder group = new GroupBuilder(
                run.mapping(), environment.limits(), environment.clock().instant());
        group.add(PullPage.last(changes, position, Completeness.COMPLETE));
        loop.commit(run, group.build());
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
     * @param letters what becomes of records that cannot be applied
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
            Ledger ledger,
            Letters letters) {}

    /**
     * What becomes of records that cannot be applied. Immutable.
     *
     * @param keeper of what came from the remote
     * @param longestWait of a record for another one
     * @param pauseAt so many open ones of a scope
     */
    public record Letters(RecordKeeper keeper, Duration longestWait, int pauseAt) {}
}
