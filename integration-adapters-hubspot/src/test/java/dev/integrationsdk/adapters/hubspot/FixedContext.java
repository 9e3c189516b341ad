package dev.integrationsdk.adapters.hubspot;

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

/** What a connector is lent in these tests. */
final class FixedContext implements ConnectorContext {
    volatile String token = "pat-eu1-test";
    private final Settings settings;
    private final HttpTransport http;
    private final Clock clock;

    FixedContext(Map<String, String> settings, HttpTransport http, Clock clock) {
        this.settings = Settings.of(new HubSpotConnectorProvider().descriptor().settings(), settings);
        this.http = http;
        this.clock = clock;
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
        return () -> CredentialSet.token(token);
    }

    @Override
    public HttpTransport http() {
        return http;
    }

    @Override
    public boolean isOnPremise() {
        return true;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public System.Logger logger() {
        return System.getLogger("hubspot-test");
    }

    @Override
    public <S> Optional<S> service(Class<S> type) {
        return Optional.empty();
    }
}
