package dev.integrationsdk.internal.sync;

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

    public HandlerRegistry(Map<Key, Entry> entries) {
        this.entries = Map.copyOf(entries);
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
