package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.internal.mapping.MappingOffice;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.HostSchema;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import java.util.Map;
import java.util.Optional;

/** Which handler and field mapping serve which entity type. Immutable. */
public final class HandlerRegistry implements MappingOffice.HostMappings {
    private final Map<Key, Entry> entries;

    private final Map<Key, HostSchema> schemas;

    public HandlerRegistry(Map<Key, Entry> entries, Map<Key, HostSchema> schemas) {
        this.entries = Map.copyOf(entries);
        this.schemas = Map.copyOf(schemas);
    }

    @Override
    public FieldMapping mapping(SystemCode system, EntityType type) {
        return require(system, type).mapping();
    }

    @Override
    public Optional<HostSchema> schema(SystemCode system, EntityType type) {
        return Optional.ofNullable(schemas.get(new Key(system, type)));
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
