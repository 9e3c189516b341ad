package dev.integrationsdk.spi.webhook;

import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Attributes;
import java.time.Instant;
import java.util.Optional;

/**
 * One authenticated event. Immutable.
 *
 * @param accountKey the remote account it belongs to, by which its connector is found
 * @param dedupeKey equal for a redelivery of the same event
 * @param orderingKey events of one key are handled in order
 * @param type in the system's words
 * @param subject the record it is about
 * @param occurredAt by the remote's clock
 * @param payload what it says
 */
public record WebhookEvent(
        String accountKey,
        String dedupeKey,
        Optional<String> orderingKey,
        String type,
        Optional<ExternalId> subject,
        Instant occurredAt,
        Attributes payload) {}
