package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.AdapterCatalogue;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Connectors;
import dev.integrationsdk.connector.CredentialSource;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.call.Standing;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.SettingProblem;
import dev.integrationsdk.spi.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the connectors of this process open. Thread-safe. */
public final class OpenConnectors implements Connectors, Standing, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnectors.class);

    private final AdapterCatalogue catalogue;
    private final CredentialSource credentials;
    private final EngineContext.Surroundings surroundings;
    private final Map<Key, Open> open = new ConcurrentHashMap<>();
    private final List<Connector> replaced = new ArrayList<>();

    public OpenConnectors(
            AdapterCatalogue catalogue,
            CredentialSource credentials,
            Clock clock,
            Executor executor,
            Transport transport) {
        this.catalogue = catalogue;
        this.credentials = credentials;
        this.surroundings = new EngineContext.Surroundings(clock, executor, transport);
    }

    @Override
    public AdapterCatalogue catalogue() {
        return catalogue;
    }

    @Override
    public void add(ConnectorConfig config) {
        ConnectorProvider provider = provider(config);
        List<SettingProblem> problems = Settings.problems(provider.descriptor().settings(), config.settings());
        if (!problems.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "connector " + config.tenant() + "/" + config.id() + ": " + problems);
        }
        Settings settings = Settings.of(provider.descriptor().settings(), config.settings());
        Connector connector = provider.open(new EngineContext(config, settings, credentials, surroundings));
        Open former = open.put(new Key(config.tenant(), config.id()), new Open(config, provider, connector));
        if (former != null) {
            synchronized (replaced) {
                replaced.add(former.connector());
            }
        }
    }

    private ConnectorProvider provider(ConnectorConfig config) {
        return catalogue
                .provider(config.system())
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "no adapter serves system '" + config.system() + "'; present are " + catalogue.descriptors()
                                + (catalogue.problems().isEmpty() ? "" : "; problems: " + catalogue.problems())));
    }

    @Override
    public Optional<ConnectorConfig> find(TenantId tenant, ConnectorId id) {
        return Optional.ofNullable(open.get(new Key(tenant, id))).map(Open::config);
    }

    @Override
    public List<ConnectorConfig> list(TenantId tenant) {
        return open.values().stream()
                .map(Open::config)
                .filter(config -> config.tenant().equals(tenant))
                .sorted(Comparator.comparing(ConnectorConfig::id))
                .toList();
    }

    @Override
    public Optional<String> off(ConnectorKey connector, Direction direction) {
        Optional<ConnectorConfig> config = find(connector.tenant(), connector.id());
        if (config.isEmpty()) {
            return Optional.of("it is gone");
        }
        return config.get().directions().contains(direction)
                ? Optional.empty()
                : Optional.of("direction " + direction + " is switched off");
    }

    @Override
    public Optional<String> account(ConnectorKey connector) {
        return Optional.empty();
    }

    /**
     * The live connector.
     *
     * @throws IntegrationException INVALID_CONFIGURATION if the tenant has no such connector
     */
    public Open require(TenantId tenant, ConnectorId id) {
        Open found = open.get(new Key(tenant, id));
        if (found == null) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION, "tenant " + tenant + " has no connector '" + id + "'");
        }
        return found;
    }

    @Override
    public void close() {
        open.values().forEach(one -> close(one.connector()));
        open.clear();
        List<Connector> former;
        synchronized (replaced) {
            former = List.copyOf(replaced);
            replaced.clear();
        }
        former.forEach(OpenConnectors::close);
    }

    private static void close(Connector connector) {
        try {
            connector.close();
        } catch (RuntimeException failure) {
            LOG.warn("A connector did not close: {}", connector.getClass().getName(), failure);
        }
    }

    /**
     * A live connector and where it came from.
     *
     * @param config as the host gave it
     * @param provider of its adapter
     * @param connector ready for calls
     */
    public record Open(ConnectorConfig config, ConnectorProvider provider, Connector connector) {}

    private record Key(TenantId tenant, ConnectorId id) {}
}
