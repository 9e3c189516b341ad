package dev.integrationsdk.health;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.StreamId;
import java.util.Objects;
import java.util.Optional;

/**
 * One reason why a connector, or one of its streams, does not run. Immutable.
 *
 * @param code what kind of reason
 * @param stream empty if it holds for all of them
 * @param message what stands in the way and what removes it; no secret and no personal data
 */
public record Obstacle(ErrorCode code, Optional<StreamId> stream, String message) {
    public Obstacle {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return code + stream.map(one -> " " + one).orElse("") + ": " + message;
    }
}
