package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import java.util.Map;

/** Which handler and field mapping serve which entity type. Immutable. */
public final class HandlerRegistry {
    private final Map<Key, Entry> entries;

    private final Map<Key, EntityFeed> feeds;

    public HandlerRegistry(Map<Key, Entry> entries, Map<Key, EntityFeed> feeds) {
        this.entries = Map.copyOf(entries);
        this.feeds = Map.copyOf(feeds);
    }

    EntityFeed requireFeed(SystemCode system, EntityType entityType) {
        EntityFeed feed = feeds.get(new Key(system, entityType));
        if (feed == null) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "no feed is registered for entity type '" + entityType + "' of system '" + system
                            + "', so nothing gives the host's rows");
        }
        return feed;
    }

    Entry require(SystemCode system, EntityType entityType) {
        Entry entry = entries.get(new Key(system, entityType));
        if (entry == null) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "no handler is registered for entity type '" + entityType + "' of system '" + system + "'");
        }
        return entry;
    }

    public boolean has(SystemCode system, EntityType entityType) {
        return entries.containsKey(new Key(system, entityType));
    }

    /** An entity type of a system. */
    public record Key(SystemCode system, EntityType entityType) {}

    /** Who applies its changes, in which shape. */
    public record Entry(EntityHandler handler, FieldMapping mapping) {}
}
