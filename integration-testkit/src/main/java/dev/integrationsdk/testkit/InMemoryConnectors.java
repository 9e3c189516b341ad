package dev.integrationsdk.testkit;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ConnectorListing;
import dev.integrationsdk.store.ConnectorRepository;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Connectors in a map: of each all its versions, the first one first. */
final class InMemoryConnectors implements ConnectorRepository {
    private final Map<ConnectorKey, List<ConnectorVersion>> rows = new HashMap<>();

    @Override
    public boolean append(UnitOfWork unit, ConnectorVersion next) {
        List<ConnectorVersion> standing = rows.getOrDefault(next.key(), List.of());
        if (standing.size() != next.revision() - 1 || !canFollow(standing, next)) {
            return false;
        }
        List<ConnectorVersion> changed = new ArrayList<>(standing);
        changed.add(next);
        unit.unwrap(InMemoryTransaction.class).put(rows, next.key(), List.copyOf(changed));
        return true;
    }

    private static boolean canFollow(List<ConnectorVersion> standing, ConnectorVersion next) {
        return standing.isEmpty()
                || (last(standing).status() != ConnectorStatus.DELETED
                        && last(standing).config().system().equals(next.config().system()));
    }

    private static ConnectorVersion last(List<ConnectorVersion> versions) {
        return versions.get(versions.size() - 1);
    }

    @Override
    public Optional<StoredConnector> find(UnitOfWork unit, ConnectorKey key) {
        return Optional.ofNullable(rows.get(key)).flatMap(InMemoryConnectors::stored);
    }

    private static Optional<StoredConnector> stored(List<ConnectorVersion> versions) {
        ConnectorVersion first = versions.get(0);
        return Optional.of(last(versions))
                .filter(current -> current.status() != ConnectorStatus.DELETED)
                .map(current -> new StoredConnector(current, first.changedBy(), first.changedAt()));
    }

    @Override
    public List<StoredConnector> list(UnitOfWork unit, TenantId tenant, ConnectorListing wanted) {
        return rows.values().stream()
                .flatMap(versions -> stored(versions).stream())
                .filter(connector -> connector.key().tenant().equals(tenant))
                .filter(connector -> wanted.system()
                        .map(connector.current().config().system()::equals)
                        .orElse(true))
                .filter(connector -> wanted.after()
                        .map(after -> connector.key().id().compareTo(after) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(connector -> connector.key().id()))
                .limit(wanted.limit())
                .toList();
    }

    @Override
    public Optional<ConnectorVersion> version(UnitOfWork unit, ConnectorKey key, long revision) {
        return of(key).filter(version -> version.revision() == revision).findFirst();
    }

    @Override
    public List<ConnectorVersion> versions(UnitOfWork unit, ConnectorKey key, long before, int limit) {
        List<ConnectorVersion> latestFirst = new ArrayList<>(
                of(key).filter(version -> version.revision() < before).toList());
        Collections.reverse(latestFirst);
        return latestFirst.stream().limit(limit).toList();
    }

    private Stream<ConnectorVersion> of(ConnectorKey key) {
        return rows.getOrDefault(key, List.of()).stream();
    }
}
