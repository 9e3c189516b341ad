package dev.integrationsdk.internal.sync;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.WorkThreads;
import dev.integrationsdk.internal.call.Call;
import dev.integrationsdk.internal.call.CallPipeline;
import dev.integrationsdk.internal.call.Cancellation;
import dev.integrationsdk.internal.call.StoreNeeded;
import dev.integrationsdk.internal.connector.OpenConnectors;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fetches groups of pages, outside any transaction. One for each run, used by one thread at a time. */
final class PageFetcher {
    /** A remote whose cursors expire more often than this in one run would be read in circles. */
    private static final int MOST_RESTARTS = 3;

    private final StreamRun run;
    private final Services services;
    private final RunCaller caller;
    private final Set<UUID> positionsSeen = new HashSet<>();
    private int restarts;

    PageFetcher(StreamRun run, Services services) {
        this.run = run;
        this.services = services;
        this.caller = new RunCaller(run, services.transactions(), services.listeners());
    }

    /** Up to the limits of a group; a failure after the first page cuts the group short, so that nothing read is lost. */
    PageGroup fetch(Optional<SyncCheckpoint> from) {
        GroupBuilder group = new GroupBuilder(run.mapping(), services.limits(), now());
        Optional<SyncCheckpoint> position = from;
        while (true) {
            PullPage page;
            try {
                page = pull(position);
            } catch (IntegrationException failure) {
                return group.cutShort(failure);
            } catch (StoreNeeded elsewhere) {
                if (group.isEmpty()) {
                    throw elsewhere;
                }
                return group.build();
            }
            group.add(page);
            if (page.isLast() || group.isFull(now())) {
                return group.build();
            }
            position = Optional.of(page.next());
        }
    }

    /** Begins to fetch what follows this group; at most one group is under way. */
    Ahead fetchAfter(PageGroup group) {
        services.connectors().refreshIfOld(run.connector().key());
        Supplier<PageGroup> fetch = () -> fetch(Optional.of(group.next()));
        if (group.isLast() || group.cutShort().isPresent()) {
            return new Ahead(Optional.empty(), fetch, run.cancellation());
        }
        return new Ahead(Optional.of(services.threads().start(fetch::get)), fetch, run.cancellation());
    }

    private PullPage pull(Optional<SyncCheckpoint> position) {
        try {
            return pullWithRetries(position);
        } catch (IntegrationException failure) {
            Optional<SyncCheckpoint> durable = position.map(SyncCheckpoint::withoutCursor);
            if (failure.code() != ErrorCode.CURSOR_EXPIRED || durable.equals(position) || ++restarts > MOST_RESTARTS) {
                throw failure;
            }
            services.listeners().tell(listener -> listener.retrying(run.stream(), failure, 1));
            positionsSeen.clear();
            return pullWithRetries(durable);
        }
    }

    private PullPage pullWithRetries(Optional<SyncCheckpoint> position) {
        return checked(
                run.givenPage(position, services.limits().recordsPerPage()).orElseGet(() -> called(position)),
                position);
    }

    private PullPage called(Optional<SyncCheckpoint> position) {
        return services.calls()
                .call(new Call<>(
                        run.connector(),
                        Direction.PULL,
                        (run.stream().scanKind() == ScanKind.RECORD ? "read " : "pull ")
                                + run.stream().entityType(),
                        new Call.Terms(
                                run.job().correlationId(),
                                run.job().requestedBy(),
                                services.limits().callTimeout(),
                                true,
                                false),
                        caller,
                        context -> run.source().pull(request(position, context))));
    }

    private PullRequest request(Optional<SyncCheckpoint> position, CallContext context) {
        return new PullRequest(
                run.stream().entityType(),
                run.stream().scanKind().asPulled(),
                position,
                run.mapping().externalNames(),
                run.job().range(),
                services.limits().recordsPerPage(),
                context);
    }

    /** What no adapter may do: nothing, too much, or the same position for ever. */
    private PullPage checked(PullPage page, Optional<SyncCheckpoint> position) {
        if (page == null) {
            throw violation("answered null");
        }
        if (page.changes().size() > services.limits().recordsPerPage()) {
            throw violation("sent " + page.changes().size() + " changes, though asked for at most "
                    + services.limits().recordsPerPage());
        }
        position.ifPresent(here -> positionsSeen.add(fingerprint(here)));
        if (!page.isLast() && !positionsSeen.add(fingerprint(page.next()))) {
            throw violation("repeats a position that this run has read already, with more to come: " + page.next());
        }
        return page;
    }

    private IntegrationException violation(String what) {
        return new IntegrationException(ErrorCode.INVALID_PAYLOAD, "the adapter of " + run.stream() + " " + what);
    }

    private Instant now() {
        return services.clock().instant();
    }

    private static UUID fingerprint(SyncCheckpoint position) {
        String text = position.format() + "\n" + position.watermark() + "\n"
                + position.cursor().map(cursor -> "c" + cursor).orElse("");
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What fetching needs beside the run. Immutable.
     *
     * @param transactions renew the lease before a call, if the calls before it took long
     * @param connectors may have been turned off by another process
     * @param calls make the calls to the outside
     * @param limits of pages and groups
     * @param threads for the group that is fetched ahead
     * @param clock the only one
     * @param listeners told of retries
     */
    record Services(
            FencedTransactions transactions,
            OpenConnectors connectors,
            CallPipeline calls,
            RunLimits limits,
            WorkThreads threads,
            Clock clock,
            Listeners listeners) {}

    /** The group that is being fetched while the one before it is committed. */
    record Ahead(Optional<FutureTask<PageGroup>> task, Supplier<PageGroup> here, Cancellation cancellation) {
        /** Waits for it, or fetches it here if no thread has come to it yet: a busy pool cannot hold a run for ever. */
        PageGroup get() {
            try {
                task.orElseThrow().run();
                await(task.orElseThrow());
                return task.orElseThrow().get();
            } catch (InterruptedException interrupted) {
                drop();
                Thread.currentThread().interrupt();
                throw new IntegrationException(ErrorCode.CANCELLED, "interrupted while fetching", interrupted);
            } catch (ExecutionException failed) {
                return instead(failed.getCause());
            } catch (CancellationException dropped) {
                throw new IntegrationException(ErrorCode.CANCELLED, "fetching was stopped", dropped);
            }
        }

        /** Whoever stops the run does not wait for a slow remote. */
        private void await(FutureTask<PageGroup> fetching) {
            try {
                cancellation.waiting(() -> hasPages(fetching));
            } catch (IntegrationException cancelled) {
                drop();
                throw cancelled;
            }
        }

        private static boolean hasPages(FutureTask<PageGroup> fetching) throws InterruptedException {
            try {
                return fetching.get() != null;
            } catch (ExecutionException | CancellationException failed) {
                return false;
            }
        }

        private PageGroup instead(@Nullable Throwable failure) {
            if (failure instanceof StoreNeeded) {
                return here.get();
            }
            throw failure instanceof IntegrationException declared
                    ? declared
                    : new IntegrationException(ErrorCode.ENGINE_DEFECT, "fetching failed", failure);
        }

        /** Its pages are not wanted any more. */
        void drop() {
            task.ifPresent(running -> running.cancel(true));
        }
    }
}
