package dev.integrationsdk.testkit.hubspot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the simulator holds of one record, for a test to compare with. Immutable.
 *
 * @param properties only those that have a value
 * @param updatedAt when a property last changed; archiving leaves it alone
 * @param archivedAt empty for a live record
 */
public record HubSpotRecord(
        String id, Map<String, String> properties, Instant createdAt, Instant updatedAt, Optional<Instant> archivedAt) {

    /** Copies the properties. */
    public HubSpotRecord {
        properties = Map.copyOf(properties);
    }
}
