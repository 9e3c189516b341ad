package dev.integrationsdk.internal.mapping;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.EffectiveMapping;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.store.FieldMappingRepository;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a tenant says otherwise and lays it over the host's mapping. Thread-safe. */
public final class MappingLookup {
    private final FieldMappingRepository repository;

    public MappingLookup(FieldMappingRepository repository) {
        this.repository = repository;
    }

    /**
     * @param adapter what the adapter says of the entity type
     * @param host the host's own mapping
     */
    public EffectiveMapping effective(
            UnitOfWork unit, EntityScope scope, Optional<EntityTypeSpec> adapter, FieldMapping host) {
        NavigableMap<String, String> overrides = repository
                .current(unit, scope)
                .map(FieldMappingVersion::overrides)
                .orElseGet(TreeMap::new);
        return EffectiveMapping.of(adapter, host, overrides);
    }
}
