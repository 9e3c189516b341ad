package dev.integrationsdk.store;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Where an entry stands in the integration log. Immutable.
 *
 * @param startedAt of the call
 * @param id tells entries of one microsecond apart
 */
public record LogPosition(Instant startedAt, UUID id) {
    public LogPosition {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(id, "id");
    }
}
