package dev.integrationsdk;

import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.connector.AdapterCatalogue;
import dev.integrationsdk.connector.CredentialSource;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.CallQuota;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.internal.WorkThreads;
import dev.integrationsdk.internal.call.CallHooks;
import dev.integrationsdk.internal.call.CallLog;
import dev.integrationsdk.internal.call.CallPipeline;
import dev.integrationsdk.internal.call.LongLimits;
import dev.integrationsdk.internal.connector.OpenConnectors;
import dev.integrationsdk.internal.connector.Transport;
import dev.integrationsdk.internal.retry.RetryingCaller;
import dev.integrationsdk.internal.sync.HandlerRegistry;
import dev.integrationsdk.internal.sync.StreamRunner;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.store.Inspection;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.store.Retention;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Builds {@link Integrations}. Everything but the handlers has a default. Not thread-safe. */
public final class IntegrationsBuilder {
    private final Repositories repositories;
    private final TransactionRunner transactions;
    private final Map<HandlerRegistry.Key, HandlerRegistry.Entry> handlers = new HashMap<>();
    private final List<IntegrationListener> listeners = new ArrayList<>();
    private final List<ConnectorProvider> adapters = new ArrayList<>();
    private CredentialSource credentials = connector -> CredentialSet.none();
    private RetryPolicy retryPolicy = RetryPolicy.ofDefaults();
    private RunLimits limits = RunLimits.ofDefaults();
    private CallBounds callBounds = CallBounds.ofDefaults();
    private CallQuota callQuota = CallQuota.UNLIMITED;
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanoTime = System::nanoTime;
    private @Nullable TransactionRunner hostTransactions;
    private @Nullable ExecutorService executor;

    IntegrationsBuilder(Repositories repositories, TransactionRunner transactions) {
        this.repositories = Objects.requireNonNull(repositories, "repositories");
        this.transactions = Objects.requireNonNull(transactions, "transactions");
    }

    /** Sets who applies changes of an entity type, with all the attributes that the adapter sends. */
    public IntegrationsBuilder handler(SystemCode system, EntityType entityType, EntityHandler handler) {
        return handler(system, entityType, handler, FieldMapping.identity());
    }

    /**
     * Sets who applies changes of an entity type, in which shape.
     *
     * @throws IllegalArgumentException if the entity type has a handler already
     */
    public IntegrationsBuilder handler(
            SystemCode system, EntityType entityType, EntityHandler handler, FieldMapping mapping) {
        HandlerRegistry.Entry entry = new HandlerRegistry.Entry(
                Objects.requireNonNull(handler, "handler"), Objects.requireNonNull(mapping, "mapping"));
        HandlerRegistry.Key key = new HandlerRegistry.Key(
                Objects.requireNonNull(system, "system"), Objects.requireNonNull(entityType, "entityType"));
        if (handlers.put(key, entry) != null) {
            throw new IllegalArgumentException("entity type " + entityType + " of " + system + " has two handlers");
        }
        return this;
    }

    /**
     * Sets the transactions that the handlers get, because the host's rows live in another store than the library's: the
     * mode SEPARATE. Unless set, handlers write in the library's own transaction: the mode SHARED, exactly once.
     *
     * <p>In SEPARATE a change is handed over at least once, and after a crash with the same internal id and delivery id
     * as before: a handler that inserts or updates by internal id makes no duplicates. No transaction of the library is
     * open meanwhile.
     *
     * @param hostRunner of the host's store, which reports its outages as {@link TransactionRunner} says; for a store
     *     without transactions {@link TransactionRunner#none()}
     */
    public IntegrationsBuilder hostTransactions(TransactionRunner hostRunner) {
        hostTransactions = Objects.requireNonNull(hostRunner, "hostRunner");
        return this;
    }

    /** Sets where the connectors' secrets come from; nobody has any unless set. */
    public IntegrationsBuilder credentials(CredentialSource source) {
        credentials = Objects.requireNonNull(source, "source");
        return this;
    }

    /** Adds an adapter by hand; with at least one, those on the class path are not looked for. */
    public IntegrationsBuilder adapter(ConnectorProvider provider) {
        adapters.add(Objects.requireNonNull(provider, "provider"));
        return this;
    }

    /** Adds an observer. */
    public IntegrationsBuilder listener(IntegrationListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Sets how failed calls and transactions are tried again; {@link RetryPolicy#ofDefaults()} unless set. */
    public IntegrationsBuilder retryPolicy(RetryPolicy policy) {
        retryPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Sets how much a run takes in at once; {@link RunLimits#ofDefaults()} unless set. */
    public IntegrationsBuilder limits(RunLimits runLimits) {
        limits = Objects.requireNonNull(runLimits, "runLimits");
        return this;
    }

    /** Sets how many calls are under way at a time; {@link CallBounds#ofDefaults()} unless set. */
    public IntegrationsBuilder callBounds(CallBounds bounds) {
        callBounds = Objects.requireNonNull(bounds, "bounds");
        return this;
    }

    /** Sets a limit of the host's own; {@link CallQuota#UNLIMITED} unless set. */
    public IntegrationsBuilder callQuota(CallQuota quota) {
        callQuota = Objects.requireNonNull(quota, "quota");
        return this;
    }

    /** Sets the only clock; the system's unless set. */
    public IntegrationsBuilder clock(Clock onlyClock) {
        clock = Objects.requireNonNull(onlyClock, "onlyClock");
        return this;
    }

    /**
     * Sets what measures how much time has passed, for a run to tell how old its lease is; {@link System#nanoTime()} unless
     * set.
     *
     * @param elapsed in nanoseconds from any beginning; never goes back, whatever the clock does; thread-safe
     */
    public IntegrationsBuilder nanoTime(LongSupplier elapsed) {
        nanoTime = Objects.requireNonNull(elapsed, "elapsed");
        return this;
    }

    /** Sets the threads on which pages are fetched ahead, one for each run at a time; daemon threads of our own unless set. */
    public IntegrationsBuilder executor(ExecutorService hostsExecutor) {
        executor = Objects.requireNonNull(hostsExecutor, "hostsExecutor");
        return this;
    }

    /**
     * Looks in one transaction whether the runner reaches the repositories, then for adapters and a transport; opens
     * nothing.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if runner and repositories do not
     *     belong together, STORE_UNAVAILABLE if the database cannot be reached
     */
    public Integrations build() {
        transactions.inTransaction(unit -> {
            repositories.verify(unit);
            return true;
        });
        ClassLoader loader = Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), IntegrationsBuilder.class.getClassLoader());
        WorkThreads threads = executor == null ? WorkThreads.own() : WorkThreads.of(executor);
        AdapterCatalogue catalogue =
                adapters.isEmpty() ? AdapterCatalogue.discover(loader) : AdapterCatalogue.of(adapters);
        OpenConnectors connectors =
                new OpenConnectors(catalogue, credentials, clock, threads.executor(), Transport.discover(loader));
        Listeners told = new Listeners(listeners);
        CallHooks hooks = CallHooks.none().withStanding(connectors).withQuota(callQuota);
        CallPipeline calls = new CallPipeline(
                hooks,
                callBounds,
                new LongLimits(transactions, repositories.rateUse()),
                retryPolicy,
                new CallPipeline.Tools(clock, nanoTime, new TimeOrderedIds(clock), told));
        StreamRunner runner = new StreamRunner(
                new StreamRunner.Environment(
                        repositories,
                        transactions,
                        Optional.ofNullable(hostTransactions),
                        connectors,
                        limits,
                        new RetryingCaller(retryPolicy, clock),
                        calls,
                        new CallLog(transactions, repositories.integrationLog(), hooks.reports()),
                        threads,
                        clock,
                        nanoTime,
                        told),
                new HandlerRegistry(handlers));
        return new Integrations(
                connectors,
                runner,
                new Inspection(repositories, transactions),
                new Retention(repositories, transactions));
    }
}
