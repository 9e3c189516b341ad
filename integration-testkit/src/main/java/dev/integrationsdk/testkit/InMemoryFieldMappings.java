package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.FieldMappingRepository;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Versions of field mappings in a map. */
final class InMemoryFieldMappings implements FieldMappingRepository, TenantRows {
    private final Map<Key, FieldMappingVersion> rows = new HashMap<>();

    @Override
    public boolean append(UnitOfWork unit, FieldMappingVersion next) {
        if (current(unit, next.scope()).map(FieldMappingVersion::revision).orElse(0L) != next.revision() - 1) {
            return false;
        }
        unit.unwrap(InMemoryTransaction.class).put(rows, new Key(next.scope(), next.revision()), next);
        return true;
    }

    @Override
    public Optional<FieldMappingVersion> current(UnitOfWork unit, EntityScope scope) {
        return versions(unit, scope, Long.MAX_VALUE, 1).stream().findFirst();
    }

    @Override
    public Optional<FieldMappingVersion> version(UnitOfWork unit, EntityScope scope, long revision) {
        return Optional.ofNullable(rows.get(new Key(scope, revision)));
    }

    @Override
    public List<FieldMappingVersion> versions(UnitOfWork unit, EntityScope scope, long before, int limit) {
        Stream<FieldMappingVersion> ours =
                rows.values().stream().filter(version -> version.scope().equals(scope));
        return ours.filter(version -> version.revision() < before)
                .sorted(Comparator.comparingLong(FieldMappingVersion::revision).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.scope().tenant().equals(tenant), limit);
    }

    private record Key(EntityScope scope, long revision) {}
}
