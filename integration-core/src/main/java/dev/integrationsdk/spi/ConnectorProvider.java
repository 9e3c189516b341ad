package dev.integrationsdk.spi;

import dev.integrationsdk.spi.webhook.WebhookIngress;
import java.util.Optional;

/**
 * What an adapter jar registers with {@link java.util.ServiceLoader}: it describes a system and opens connectors.
 *
 * <p>Needs a public constructor without parameters. Neither that nor {@link #descriptor()} does I/O or throws; if one
 * does, the provider is listed as a problem in the catalogue and the others work. Thread-safe.
 */
public interface ConnectorProvider {
    /** The same answer every time. */
    ConnectorDescriptor descriptor();

    /**
     * Opens one connector, without network I/O: the first call shows whether the remote is there.
     *
     * @param context valid until the connector is closed
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if settings contradict each other
     */
    Connector open(ConnectorContext context);

    /** Reads incoming webhooks of this system, before it is known whose they are. */
    default Optional<WebhookIngress> webhookIngress() {
        return Optional.empty();
    }
}
