package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.AdapterCatalogue;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.EffectiveConnector;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.call.Standing;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ConnectorRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All connectors: those that the host's code or the deployment declares, and those in the database. Thread-safe. */
public final class ConnectorDirectory implements Standing {
    /** Most connectors of which it is remembered how they stood when they were read last. */
    private static final int MOST_REMEMBERED = 20_000;
    /** How long it may take until a change by another process is noticed by a run. */
    private static final Duration OLD = Duration.ofSeconds(5);

    private final ConnectorRepository repository;
    private final TransactionRunner transactions;
    private final Clock clock;
    private final Adapters adapters;
    private final EffectiveConfigs configs;
    private final Map<ConnectorKey, ConnectorConfig> declared = new ConcurrentHashMap<>();
    private final Map<ConnectorKey, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true);

    public ConnectorDirectory(
            ConnectorRepository repository,
            TransactionRunner transactions,
            AdapterCatalogue catalogue,
            Deployment deployment,
            Clock clock) {
        this.clock = clock;
        this.repository = repository;
        this.transactions = transactions;
        this.adapters = new Adapters(catalogue, deployment);
        this.configs = new EffectiveConfigs(adapters, deployment);
    }

    Adapters adapters() {
        return adapters;
    }

    EffectiveConfigs configs() {
        return configs;
    }

    /** By the host's code: it goes before one in the database. */
    void declare(ConnectorConfig config) {
        declared.put(config.key(), config);
        remember(undatabased(configs.declared(config)));
    }

    void undeclare(TenantId tenant) {
        declared.keySet().removeIf(key -> key.tenant().equals(tenant));
        synchronized (remembered) {
            remembered.keySet().removeIf(key -> key.tenant().equals(tenant));
        }
    }

    /** In the order of their ids. */
    List<ConnectorConfig> declared(TenantId tenant) {
        return declared.values().stream()
                .filter(config -> config.tenant().equals(tenant))
                .sorted(Comparator.comparing(ConnectorConfig::id))
                .toList();
    }

    /**
     * As it stands now: the database is asked unless the host's code declares it.
     *
     * @throws IntegrationException UNKNOWN_CONNECTOR if there is none, INVALID_CONFIGURATION if it cannot be used
     */
    public KnownConnector require(ConnectorKey key) {
        return declaredByCode(key)
                .or(() -> transactions.inTransaction(unit -> find(unit, key)))
                .map(this::remember)
                .orElseThrow(() -> Gatekeeper.unknown(key));
    }

    /** Reads anew what was changed, or may have been by another process. */
    public void refresh(ConnectorKey key) {
        Optional<KnownConnector> now = transactions.inTransaction(unit -> find(unit, key));
        synchronized (remembered) {
            now.ifPresentOrElse(this::remember, () -> remembered.remove(key));
        }
    }

    void refreshIfOld(ConnectorKey key) {
        boolean old;
        synchronized (remembered) {
            Remembered last = remembered.get(key);
            old = last != null
                    && last.known().stored().isPresent()
                    && clock.instant().isAfter(last.at().plus(OLD));
        }
        if (old) {
            refresh(key);
        }
    }

    private KnownConnector remember(KnownConnector known) {
        synchronized (remembered) {
            remembered.put(known.key(), new Remembered(known, clock.instant()));
            if (remembered.size() > MOST_REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
        return known;
    }

    /** As it stood when it was read last; no transaction is needed. */
    public Optional<KnownConnector> lastKnown(ConnectorKey key) {
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(key)).map(Remembered::known);
        }
    }

    @Override
    public Optional<String> off(ConnectorKey connector, Direction direction) {
        return lastKnown(connector).flatMap(known -> known.whyOff(direction));
    }

    @Override
    public Optional<String> account(ConnectorKey connector) {
        return lastKnown(connector)
                .flatMap(KnownConnector::stored)
                .flatMap(stored -> stored.connection().account());
    }

    public Optional<KnownConnector> find(UnitOfWork unit, ConnectorKey key) {
        return declaredByCode(key)
                .or(() -> repository
                        .find(unit, key)
                        .map(stored -> new KnownConnector(configs.of(stored), Optional.of(stored))))
                .or(() -> Optional.ofNullable(configs.declaredByDeployment().get(key))
                        .map(system -> undatabased(configs.declared(key, system))));
    }

    private Optional<KnownConnector> declaredByCode(ConnectorKey key) {
        return Optional.ofNullable(declared.get(key)).map(config -> undatabased(configs.declared(config)));
    }

    private static KnownConnector undatabased(EffectiveConnector effective) {
        return new KnownConnector(effective, Optional.empty());
    }

    private record Remembered(KnownConnector known, Instant at) {}
}
