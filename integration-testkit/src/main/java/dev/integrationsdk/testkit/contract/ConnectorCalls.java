package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Optional;

import static dev.integrationsdk.testkit.contract.Fixtures.KEY;

/** What the contracts of connectors do with a store, each in a transaction of its own. */
final class ConnectorCalls {
    private ConnectorCalls() {}

    static ConnectorKey key(String id) {
        return new ConnectorKey(KEY.tenant(), ConnectorId.of(id));
    }

    static boolean append(StoreUnderTest store, ConnectorVersion next) {
        return store.get(unit -> store.repositories().connectors().append(unit, next));
    }

    static Optional<StoredConnector> find(StoreUnderTest store, ConnectorKey key) {
        return store.get(unit -> store.repositories().connectors().find(unit, key));
    }

    static List<StoredConnector> list(StoreUnderTest store, TenantId tenant, ConnectorListing wanted) {
        return store.get(unit -> store.repositories().connectors().list(unit, tenant, wanted));
    }

    static List<String> ids(StoreUnderTest store, ConnectorListing wanted) {
        return list(store, KEY.tenant(), wanted).stream()
                .map(connector -> connector.key().id().value())
                .toList();
    }

    static Optional<ConnectorVersion> version(StoreUnderTest store, ConnectorKey key, long revision) {
        return store.get(unit -> store.repositories().connectors().version(unit, key, revision));
    }

    static List<ConnectorVersion> versions(StoreUnderTest store, ConnectorKey key) {
        return versions(store, key, Long.MAX_VALUE, 100);
    }

    static List<ConnectorVersion> versions(StoreUnderTest store, ConnectorKey key, long before, int limit) {
        return store.get(unit -> store.repositories().connectors().versions(unit, key, before, limit));
    }
}
