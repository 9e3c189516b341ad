package dev.integrationsdk.spi.pull;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.Objects;
import java.util.Optional;

/**
 * A record that the adapter received but could not read. It becomes a dead letter; the rest of the page is applied.
 * Immutable.
 *
 * @param externalId empty where not even that could be read
 * @param position where in the answer it stood, such as {@code results[3]}; no personal data
 * @param reason what was wrong with it; no personal data
 */
public record UnreadableRecord(Optional<ExternalId> externalId, String position, String reason) {
    public UnreadableRecord {
        Objects.requireNonNull(externalId, "externalId");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(reason, "reason");
    }
}
