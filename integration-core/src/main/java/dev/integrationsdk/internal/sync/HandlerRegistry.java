package dev.integrationsdk.internal.sync;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.internal.mapping.MappingOffice;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.HostSchema;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the host has registered for which entity type. Immutable. */
public final class HandlerRegistry implements MappingOffice.HostMappings {
    private final Map<Key, Entry> entries;
    private final Map<Key, HostSchema> schemas;
    private final Map<Key, Fed> feeds;
    private final Map<Key, EntityPolicy> policies;

    public HandlerRegistry(
            Map<Key, Entry> entries,
            Map<Key, HostSchema> schemas,
            Map<Key, Fed> feeds,
            Map<Key, EntityPolicy> policies) {
        this.entries = Map.copyOf(entries);
        this.schemas = Map.copyOf(schemas);
        this.feeds = Map.copyOf(feeds);
        this.policies = Map.copyOf(policies);
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

    Optional<Entry> find(SystemCode system, EntityType entityType) {
        return Optional.ofNullable(entries.get(new Key(system, entityType)));
    }

    Optional<Fed> feed(SystemCode system, EntityType entityType) {
        return Optional.ofNullable(feeds.get(new Key(system, entityType)));
    }

    /** What is decided for the connector's records: by its own configuration, else by the host, else by default. */
    EntityPolicy policy(ConnectorConfig config, EntityType entityType) {
        EntityPolicy hosts = policies.getOrDefault(new Key(config.system(), entityType), EntityPolicy.ofDefaults());
        return config.policies().getOrDefault(entityType, hosts);
    }

    public boolean has(SystemCode system, EntityType entityType) {
        return entries.containsKey(new Key(system, entityType));
    }

    /** An entity type of a system. */
    public record Key(SystemCode system, EntityType entityType) {}

    /** Who applies its changes, in which shape. */
    public record Entry(EntityHandler handler, FieldMapping mapping) {
        /** Of an entity type that is only written. */
        static final Entry NONE = new Entry(
                (changes, unit) -> {
                    throw new IllegalStateException("records of this entity type are not read");
                },
                FieldMapping.identity());
    }

    /**
     * Who supplies its rows.
     *
     * @param matchBy names of the remote's attributes by which a record that may exist already is found over there
     */
    public record Fed(EntityFeed feed, Set<String> matchBy) {
        public Fed {
            matchBy = Set.copyOf(matchBy);
        }
    }
}
