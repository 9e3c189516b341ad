package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which handler and field mapping serve which entity type. Immutable. */
public final class HandlerRegistry {
    private final Map<Key, Entry> entries;

    private final Map<Key, Fed> feeds;

    public HandlerRegistry(Map<Key, Entry> entries, Map<Key, Fed> feeds) {
        this.entries = Map.copyOf(entries);
        this.feeds = Map.copyOf(feeds);
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

    Optional<Fed> feed(SystemCode system, EntityType entityType) {
        return Optional.ofNullable(feeds.get(new Key(system, entityType)));
    }

    public boolean has(SystemCode system, EntityType entityType) {
        return entries.containsKey(new Key(system, entityType));
    }

    /** An entity type of a system. */
    public record Key(SystemCode system, EntityType entityType) {}

    /** Who applies its changes, in which shape. */
    public record Entry(EntityHandler handler, FieldMapping mapping) {}

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
