package dev.integrationsdk.spi;

import dev.integrationsdk.spi.credential.Credentials;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.Settings;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Everything ambient that a connector is lent; the engine implements it. Thread-safe. */
public interface ConnectorContext {
    TenantId tenant();

    ConnectorId connector();

    /** Validated against the adapter's declaration, with its defaults. */
    Settings settings();

    Credentials credentials();

    /**
     * The way out over HTTP, bound to this connector's address policy.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if no transport jar is present
     */
    HttpTransport http();

    /** Whether private and loopback addresses, and connections without encryption, are allowed. */
    boolean isOnPremise();

    /** The only clock. */
    Clock clock();

    /** For work beside the calling thread: an adapter starts no threads of its own. */
    Executor executor();

    /** Writes to the host's log, with tenant, connector and correlation id. */
    System.Logger logger();

    /** Abilities added later are looked up here, so that an older engine answers with nothing rather than an error. */
    <S> Optional<S> service(Class<S> type);
}
