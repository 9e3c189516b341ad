package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.connector.EffectiveConnector;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ConnectorRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All connectors: those that the host's code or the deployment declares, and those in the database. Thread-safe. */
public final class ConnectorDirectory {
    private final ConnectorRepository repository;
    private final TransactionRunner transactions;
    private final Adapters adapters;
    private final EffectiveConfigs configs;
    private final Map<ConnectorKey, ConnectorConfig> declared = new ConcurrentHashMap<>();

    public ConnectorDirectory(
            ConnectorRepository repository,
            TransactionRunner transactions,
            dev.integrationsdk.connector.AdapterCatalogue catalogue,
            Deployment deployment) {
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
    }

    void undeclare(TenantId tenant) {
        declared.keySet().removeIf(key -> key.tenant().equals(tenant));
    }

    boolean isDeclaredByCode(ConnectorKey key) {
        return declared.containsKey(key);
    }

    /** In the order of their ids. */
    List<ConnectorConfig> declared(TenantId tenant) {
        return declared.values().stream()
                .filter(config -> config.tenant().equals(tenant))
                .sorted(java.util.Comparator.comparing(ConnectorConfig::id))
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
                .orElseThrow(() -> Gatekeeper.unknown(key));
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
}
