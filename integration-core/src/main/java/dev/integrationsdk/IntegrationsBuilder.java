package dev.integrationsdk;

import dev.integrationsdk.access.AccessPolicy;
import dev.integrationsdk.call.CallBounds;
import dev.integrationsdk.connector.AdapterCatalogue;
import dev.integrationsdk.connector.CredentialSource;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.credential.EncryptionKeys;
import dev.integrationsdk.credential.Secrets;
import dev.integrationsdk.event.EventHandler;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.CallQuota;
import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.WorkThreads;
import dev.integrationsdk.internal.connector.Transport;
import dev.integrationsdk.internal.sync.HandlerRegistry;
import dev.integrationsdk.letter.DeadLetterSettings;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.HostSchema;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.store.Repositories;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Builds {@link Integrations}. Everything but the handlers has a default. Not thread-safe. */
public final class IntegrationsBuilder {
    private final Repositories repositories;
    private final TransactionRunner transactions;
    private final Map<HandlerRegistry.Key, HandlerRegistry.Entry> handlers = new HashMap<>();
    private final Map<HandlerRegistry.Key, HandlerRegistry.Fed> feeds = new HashMap<>();
    private final Map<HandlerRegistry.Key, EntityPolicy> policies = new HashMap<>();
    private final Map<HandlerRegistry.Key, HostSchema> schemas = new HashMap<>();
    private final List<IntegrationListener> listeners = new ArrayList<>();
    private final List<ConnectorProvider> adapters = new ArrayList<>();
    private CredentialSource credentials = connector -> CredentialSet.none();
    private RetryPolicy retryPolicy = RetryPolicy.ofDefaults();
    private RunLimits limits = RunLimits.ofDefaults();
    private CallBounds callBounds = CallBounds.ofDefaults();
    private CallQuota callQuota = CallQuota.UNLIMITED;
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanoTime = System::nanoTime;
    private AccessPolicy access = AccessPolicy.ofOwnership((tenant, actor) -> false);
    private Deployment deployment = Deployment.none();
    private OAuthApps oauthApps = OAuthApps.builder().build();
    private Secrets secrets = Secrets.none();
    private @Nullable EncryptionKeys encryptionKeys;
    private DeadLetterSettings letterSettings = DeadLetterSettings.ofDefaults();
    private EventHandler eventHandler = EventHandler.NONE;
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

    /** Sets what the host's own records of an entity type look like; unless set, field mappings are not checked against it. */
    public IntegrationsBuilder hostSchema(SystemCode system, EntityType entityType, HostSchema schema) {
        schemas.put(new HandlerRegistry.Key(system, entityType), Objects.requireNonNull(schema, "schema"));
        return this;
    }

    /** Sets who supplies the host's rows of an entity type, to be compared with the remote's. */
    public IntegrationsBuilder feed(SystemCode system, EntityType entityType, EntityFeed feed) {
        return feed(system, entityType, feed, Set.of());
    }

    /**
     * Sets who supplies the host's rows of an entity type, to be written to the remote as the handler's field mapping says.
     *
     * @param matchBy names of the remote's attributes by which a record that may exist already is found over there, so that
     *     none is created twice; may be empty
     * @throws IllegalArgumentException if the entity type has a feed already
     */
    public IntegrationsBuilder feed(SystemCode system, EntityType entityType, EntityFeed feed, Set<String> matchBy) {
        HandlerRegistry.Key key = new HandlerRegistry.Key(
                Objects.requireNonNull(system, "system"), Objects.requireNonNull(entityType, "entityType"));
        if (feeds.put(key, new HandlerRegistry.Fed(Objects.requireNonNull(feed, "feed"), matchBy)) != null) {
            throw new IllegalArgumentException("entity type " + entityType + " of " + system + " has two feeds");
        }
        return this;
    }

    /**
     * Sets what is decided for the records of an entity type; {@link EntityPolicy#ofDefaults()} unless set. A connector's
     * configuration may decide otherwise for its own records.
     */
    public IntegrationsBuilder policy(SystemCode system, EntityType entityType, EntityPolicy policy) {
        policies.put(
                new HandlerRegistry.Key(
                        Objects.requireNonNull(system, "system"), Objects.requireNonNull(entityType, "entityType")),
                Objects.requireNonNull(policy, "policy"));
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

    /**
     * Sets who may do what; owners, whom they share with and no administrators unless set. {@link
     * dev.integrationsdk.spi.identity.Actor#SYSTEM}, the host's own code, may do everything.
     */
    public IntegrationsBuilder access(AccessPolicy policy) {
        access = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Sets what the operator of the deployment says of connectors; nothing unless set. */
    public IntegrationsBuilder deployment(Deployment operators) {
        deployment = Objects.requireNonNull(operators, "operators");
        return this;
    }

    /** Sets who keeps events in the transactions of what they tell of; nobody unless set. */
    public IntegrationsBuilder events(EventHandler handler) {
        eventHandler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /** Sets who finds secrets by reference; nobody unless set, so that every reference is refused. */
    public IntegrationsBuilder secrets(Secrets resolvers) {
        secrets = Objects.requireNonNull(resolvers, "resolvers");
        return this;
    }

    /** Sets the keys under which secrets are kept; unless set, the library keeps none. */
    public IntegrationsBuilder encryptionKeys(EncryptionKeys keys) {
        encryptionKeys = Objects.requireNonNull(keys, "keys");
        return this;
    }

    /** Sets the host's applications at systems that are connected by OAuth; none unless set. */
    public IntegrationsBuilder oauth(OAuthApps apps) {
        oauthApps = Objects.requireNonNull(apps, "apps");
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

    /** Sets what becomes of records that cannot be applied; {@link DeadLetterSettings#ofDefaults()} unless set. */
    public IntegrationsBuilder deadLetters(DeadLetterSettings settings) {
        letterSettings = Objects.requireNonNull(settings, "settings");
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
     *     belong together, STORE_UNAVAILABLE if the database cannot be reached, CREDENTIALS_UNREADABLE if a stored
     *     credential needs an encryption key that was not given
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
        return new Assembly(
                        repositories,
                        transactions,
                        Optional.ofNullable(hostTransactions),
                        new Assembly.Choices(
                                access,
                                deployment,
                                eventHandler,
                                new Assembly.SecretChoices(
                                        credentials, secrets, Optional.ofNullable(encryptionKeys), oauthApps),
                                callBounds,
                                callQuota,
                                retryPolicy,
                                limits,
                                letterSettings,
                                new HandlerRegistry(handlers, schemas, feeds, policies),
                                listeners),
                        new Assembly.Machine(catalogue, Transport.discover(loader), threads, clock, nanoTime))
                .assembled();
    }
}
