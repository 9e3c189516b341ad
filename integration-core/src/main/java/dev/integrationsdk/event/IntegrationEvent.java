package dev.integrationsdk.event;

import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened to a connector. Immutable.
 *
 * @param id time-ordered; the same if the same event is told again
 * @param kind what
 * @param tenant whose
 * @param connector empty where it concerns the tenant as a whole
 * @param actor on whose behalf
 * @param correlationId of the work it belongs to
 * @param at by the library's clock
 * @param details such as {@code code}, {@code message} and {@code retryAt}; no secret and no personal data
 */
public record IntegrationEvent(
        UUID id,
        EventKind kind,
        TenantId tenant,
        Optional<ConnectorId> connector,
        Actor actor,
        CorrelationId correlationId,
        Instant at,
        Map<String, String> details) {
    public IntegrationEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(at, "at");
        details = Map.copyOf(details);
    }
}
