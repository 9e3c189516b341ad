package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import static dev.integrationsdk.testkit.contract.Fixtures.SCOPE;

/** What the contracts of mappings do with a store, each in a transaction of its own. */
final class MappingCalls {
    private MappingCalls() {}

    static void insert(StoreUnderTest store, EntityScope scope, RecordMapping... mappings) {
        store.run(unit -> store.repositories().mappings().insert(unit, scope, List.of(mappings)));
    }

    static Map<ExternalId, RecordMapping> find(StoreUnderTest store, EntityScope scope, String... ids) {
        List<ExternalId> wanted = List.of(ids).stream().map(ExternalId::of).toList();
        return store.get(unit -> store.repositories().mappings().find(unit, scope, wanted));
    }

    static void rekey(StoreUnderTest store, Map<ExternalId, ExternalId> newIds) {
        store.run(unit -> store.repositories().mappings().rekey(unit, SCOPE, newIds));
    }

    static List<RecordMapping> list(StoreUnderTest store, Optional<ExternalId> after, int limit) {
        return store.get(unit -> store.repositories().mappings().list(unit, SCOPE, after, limit));
    }

    static long count(StoreUnderTest store, EntityScope scope, MappingStatus status) {
        return store.get(unit -> store.repositories().mappings().count(unit, scope, status));
    }

    static Map<UUID, RecordMapping> active(StoreUnderTest store, UUID... rows) {
        return store.get(unit -> store.repositories().mappings().findActive(unit, SCOPE, List.of(rows)));
    }
}
