package dev.integrationsdk.benchmarks;

import dev.integrationsdk.adapters.hubspot.HubSpotConnectorProvider;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Credentials;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.Settings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What an adapter is lent where no engine is. Immutable. */
final class LentContext implements ConnectorContext {
    private final Settings settings;
    private final CredentialSet credentials;
    private final HttpTransport transport;

    LentContext(RemoteAccount account, HttpTransport transport) {
        this.settings = Settings.of(
                new HubSpotConnectorProvider().descriptor().settings(),
                Map.of(HubSpotConnectorProvider.BASE_URL, account.baseUrl()));
        this.credentials = CredentialSet.token(account.token());
        this.transport = transport;
    }

    @Override
    public TenantId tenant() {
        return TenantId.of("acme");
    }

    @Override
    public ConnectorId connector() {
        return ConnectorId.of("crm");
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Credentials credentials() {
        return () -> credentials;
    }

    @Override
    public HttpTransport http() {
        return transport;
    }

    @Override
    public boolean isOnPremise() {
        return true;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public System.Logger logger() {
        return System.getLogger("benchmark");
    }

    @Override
    public <S> Optional<S> service(Class<S> type) {
        return Optional.empty();
    }
}
