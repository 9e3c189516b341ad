package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.CredentialSource;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.internal.SafeCause;
import dev.integrationsdk.internal.call.GatedTransport;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.credential.Credentials;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.Settings;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.LoggerFactory;

/** What one connector is lent. Thread-safe. */
final class EngineContext implements ConnectorContext {
    private final ConnectorConfig config;
    private final Direction direction;
    private final Settings settings;
    private final CredentialSource credentials;
    private final Surroundings surroundings;
    private final HttpTransport http;

    EngineContext(
            ConnectorConfig config,
            Direction direction,
            Settings settings,
            CredentialSource credentials,
            Surroundings surroundings) {
        this.config = config;
        this.direction = direction;
        this.settings = settings;
        this.credentials = credentials;
        this.surroundings = surroundings;
        this.http = new GatedTransport(
                surroundings.transport().open(config.isOnPremise(), surroundings.clock()), surroundings.clock());
    }

    @Override
    public TenantId tenant() {
        return config.tenant();
    }

    @Override
    public ConnectorId connector() {
        return config.id();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Credentials credentials() {
        return () -> {
            try {
                return credentials.of(config, direction);
            } catch (IntegrationException declared) {
                throw declared;
            } catch (RuntimeException failure) {
                throw new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "the host's credential source threw "
                                + failure.getClass().getName() + " for connector " + config.tenant() + "/"
                                + config.id(),
                        SafeCause.of(failure));
            }
        };
    }

    @Override
    public HttpTransport http() {
        return http;
    }

    @Override
    public boolean isOnPremise() {
        return config.isOnPremise();
    }

    @Override
    public Clock clock() {
        return surroundings.clock();
    }

    @Override
    public Executor executor() {
        return surroundings.executor();
    }

    @Override
    public System.Logger logger() {
        return new SystemLogger(LoggerFactory.getLogger("dev.integrationsdk.adapter." + config.system()));
    }

    @Override
    public <S> Optional<S> service(Class<S> type) {
        return Optional.empty();
    }

    /**
     * What all connectors share.
     *
     * @param clock the only one
     * @param executor for work beside the caller's thread
     * @param transport the way out over HTTP, which may be missing
     */
    record Surroundings(Clock clock, Executor executor, Transport transport) {}
}
