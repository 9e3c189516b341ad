package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.CredentialSource;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.SafeCause;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.SettingProblem;
import dev.integrationsdk.spi.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connectors of this process open, one for each direction. One that was configured otherwise meanwhile is opened
 * anew, and the former is closed when the last one who uses it is done. Thread-safe.
 */
public final class OpenConnectors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnectors.class);

    /** Most that stay open although nobody uses them. */
    private static final int MOST_IDLE = 1_000;

    private final ConnectorDirectory directory;
    private final CredentialSource credentials;
    private final EngineContext.Surroundings surroundings;
    private final Map<Slot, Instance> open = new LinkedHashMap<>(16, 0.75f, true);

    public OpenConnectors(
            ConnectorDirectory directory,
            CredentialSource credentials,
            Clock clock,
            Executor executor,
            Transport transport) {
        this.directory = directory;
        this.credentials = credentials;
        this.surroundings = new EngineContext.Surroundings(clock, executor, transport);
    }

    /**
     * A connector as it is configured now, until the use is closed.
     *
     * @throws IntegrationException UNKNOWN_CONNECTOR if there is none, INVALID_CONFIGURATION if it cannot be opened
     */
    public Use use(ConnectorKey key, Direction direction) {
        return use(directory.require(key), direction);
    }

    /**
     * As it stands now.
     *
     * @throws IntegrationException UNKNOWN_CONNECTOR if there is none
     */
    public KnownConnector known(ConnectorKey key) {
        return directory.require(key);
    }

    /** Notices within a few seconds what another process has changed. */
    public void refreshIfOld(ConnectorKey key) {
        directory.refreshIfOld(key);
    }

    /** The same, of a connector that was just read. */
    public Use use(KnownConnector known, Direction direction) {
        ConnectorConfig config = known.effective().config();
        ConnectorProvider provider = directory.adapters().of(config);
        Slot slot = new Slot(config.key(), direction);
        Instance instance = standing(slot, config);
        return new Use(known, direction, provider, instance == null ? replace(slot, config, provider) : instance);
    }

    /** Opened for one use and kept by nobody: a configuration that is not saved yet. */
    Use useOnce(KnownConnector known, Direction direction) {
        ConnectorConfig config = known.effective().config();
        ConnectorProvider provider = directory.adapters().of(config);
        Instance instance = new Instance(config, opened(config, direction, provider));
        instance.retired = true;
        return new Use(known, direction, provider, instance);
    }

    private synchronized @Nullable Instance standing(Slot slot, ConnectorConfig config) {
        Instance instance = open.get(slot);
        if (instance == null || !instance.config.equals(config)) {
            return null;
        }
        instance.users++;
        return instance;
    }

    private Instance replace(Slot slot, ConnectorConfig config, ConnectorProvider provider) {
        Instance fresh = new Instance(config, opened(config, slot.direction(), provider));
        List<Connector> unused = new ArrayList<>();
        synchronized (this) {
            retire(open.put(slot, fresh), unused);
            Iterator<Instance> eldestFirst = open.values().iterator();
            while (open.size() > MOST_IDLE && eldestFirst.hasNext()) {
                Instance eldest = eldestFirst.next();
                if (eldest.users == 0) {
                    eldestFirst.remove();
                    unused.add(eldest.connector);
                }
            }
        }
        unused.forEach(OpenConnectors::close);
        return fresh;
    }

    private Connector opened(ConnectorConfig config, Direction direction, ConnectorProvider provider) {
        List<SettingProblem> problems = Settings.problems(provider.descriptor().settings(), config.settings());
        if (!problems.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION, "connector " + config.key() + ": " + problems);
        }
        Settings settings = Settings.of(provider.descriptor().settings(), config.settings());
        try {
            return provider.open(new EngineContext(config, direction, settings, credentials, surroundings));
        } catch (IntegrationException declared) {
            throw declared;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError defect) {
            throw new IntegrationException(
                    ErrorCode.ADAPTER_DEFECT,
                    "the adapter of connector " + config.key() + " threw "
                            + defect.getClass().getName() + " when it was opened",
                    SafeCause.of(defect));
        }
    }

    private static void retire(@Nullable Instance former, List<Connector> unused) {
        if (former != null) {
            former.retired = true;
            if (former.users == 0) {
                unused.add(former.connector);
            }
        }
    }

    private void release(Instance instance) {
        boolean last;
        synchronized (this) {
            instance.users--;
            last = instance.retired && instance.users == 0;
        }
        if (last) {
            close(instance.connector);
        }
    }

    /** Of a tenant that is gone; runs that still use one close it. */
    void retire(TenantId tenant) {
        List<Connector> unused = new ArrayList<>();
        synchronized (this) {
            open.entrySet().removeIf(entry -> {
                boolean its = entry.getKey().connector().tenant().equals(tenant);
                if (its) {
                    retire(entry.getValue(), unused);
                }
                return its;
            });
        }
        unused.forEach(OpenConnectors::close);
    }

    /** Closes all, also those that are in use. */
    @Override
    public void close() {
        List<Instance> all;
        synchronized (this) {
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(instance -> close(instance.connector));
    }

    private static void close(Connector connector) {
        try {
            connector.close();
        } catch (RuntimeException failure) {
            LOG.warn("A connector did not close: {}", connector.getClass().getName(), SafeCause.of(failure));
        }
    }

    private record Slot(ConnectorKey connector, Direction direction) {}

    /** Guarded by the outer object. */
    private static final class Instance {
        private final ConnectorConfig config;
        private final Connector connector;
        private int users = 1;
        private boolean retired;

        Instance(ConnectorConfig config, Connector connector) {
            this.config = config;
            this.connector = connector;
        }
    }

    /** A live connector while somebody uses it. Closing it more than once does no more. */
    public final class Use implements AutoCloseable {
        private final KnownConnector known;
        private final Direction direction;
        private final ConnectorProvider provider;
        private final Instance instance;
        private boolean over;

        private Use(KnownConnector known, Direction direction, ConnectorProvider provider, Instance instance) {
            this.known = known;
            this.direction = direction;
            this.provider = provider;
            this.instance = instance;
        }

        public KnownConnector known() {
            return known;
        }

        /** Whose credentials it has. */
        Direction direction() {
            return direction;
        }

        public ConnectorConfig config() {
            return known.effective().config();
        }

        /** As the call pipeline wants it. */
        public CalledConnector called() {
            return new CalledConnector(config(), provider.descriptor().rateLimits());
        }

        public ConnectorProvider provider() {
            return provider;
        }

        /** Ready for calls. */
        public Connector connector() {
            return instance.connector;
        }

        @Override
        public void close() {
            if (!over) {
                over = true;
                release(instance);
            }
        }
    }
}
