package dev.integrationsdk.internal.call;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.call.RateLimit;
import java.util.List;

/**
 * A connector as a call finds it. Immutable.
 *
 * @param config what counts now, with the deployment's part
 * @param declaredRates what the adapter says the system allows
 */
public record CalledConnector(ConnectorConfig config, List<RateLimit> declaredRates) {
    public CalledConnector {
        declaredRates = List.copyOf(declaredRates);
    }

    public ConnectorKey key() {
        return config.key();
    }

    /** The connector's own, or else the adapter's. */
    List<RateLimit> rates() {
        return config.limits().rates().isEmpty()
                ? declaredRates
                : config.limits().rates();
    }
}
