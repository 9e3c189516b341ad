package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.AdapterCatalogue;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.NavigableMap;
import java.util.Optional;

/** Chooses the adapter of a connector among the variants of its system. Immutable. */
final class Adapters {
    private static final String DEFAULT = "default";

    private final AdapterCatalogue catalogue;
    private final Deployment deployment;

    Adapters(AdapterCatalogue catalogue, Deployment deployment) {
        this.catalogue = catalogue;
        this.deployment = deployment;
    }

    AdapterCatalogue catalogue() {
        return catalogue;
    }

    /**
     * The connector's own choice, else the deployment's for the system, else the one named as its mode, else the only one or
     * the one named {@code default}.
     *
     * @throws IntegrationException INVALID_CONFIGURATION naming what there is
     */
    ConnectorProvider of(ConnectorConfig config) {
        NavigableMap<String, ConnectorProvider> variants = catalogue.variants(config.system());
        if (variants.isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "no adapter serves system '" + config.system() + "'; present are " + catalogue.descriptors()
                            + (catalogue.problems().isEmpty() ? "" : "; problems: " + catalogue.problems()));
        }
        String wanted = config.variant()
                .or(() -> deployment.variant(config.system()))
                .or(() -> deployment.mode().filter(variants::containsKey))
                .orElse(variants.size() == 1 ? variants.firstKey() : DEFAULT);
        return Optional.ofNullable(variants.get(wanted))
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "system '" + config.system() + "' has no adapter variant '" + shown(wanted) + "'; it has "
                                + variants.keySet()));
    }

    private static String shown(String text) {
        return text.length() <= 64 && text.chars().noneMatch(Character::isISOControl) ? text : "…";
    }
}
