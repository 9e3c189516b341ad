package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names and ids as they come and go. Pure functions. */
final class Names {
    private Names() {}

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Empty if no entity type can be called so. */
    static Optional<EntityType> entityType(String name) {
        try {
            return Optional.of(new EntityType(name));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** A text, or an integer that is taken as one; empty if it is neither, or can be no id. */
    static Optional<ExternalId> id(JsonNode node) {
        if (!node.isTextual() && !node.isIntegralNumber()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ExternalId(node.asText()));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }
}
