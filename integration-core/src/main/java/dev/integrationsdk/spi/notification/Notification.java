package dev.integrationsdk.spi.notification;

import dev.integrationsdk.spi.record.Attributes;
import java.time.Instant;

/**
 * One event to be told. Built by the engine. Immutable.
 *
 * @param id the same for every attempt at this notification
 * @param type such as {@code order.shipped}
 * @param occurredAt by the host's clock
 * @param payload what it says
 */
public record Notification(String id, String type, Instant occurredAt, Attributes payload) {}
