package dev.integrationsdk.scan;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Objects;
import java.util.UUID;

/**
 * A record over there and the host's row of it, as the host knows them already. Immutable.
 *
 * @param externalId the record over there
 * @param internalId the row here
 */
public record KnownPair(ExternalId externalId, UUID internalId) {
    public KnownPair {
        Objects.requireNonNull(externalId, "externalId");
        Objects.requireNonNull(internalId, "internalId");
    }
}
