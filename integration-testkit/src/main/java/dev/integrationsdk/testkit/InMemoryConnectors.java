package dev.integrationsdk.testkit;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ConnectorRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Connectors in a map: of each all its versions, the first one first. */
final class InMemoryConnectors implements ConnectorRepository, TenantRows {
    private final Map<ConnectorKey, List<ConnectorVersion>> rows = new HashMap<>();
    private final Map<ConnectorKey, Connection> connections = new HashMap<>();

    @Override
    public boolean append(UnitOfWork unit, ConnectorVersion next) {
        List<ConnectorVersion> standing = rows.getOrDefault(next.key(), List.of());
        if (standing.size() != next.revision() - 1 || !canFollow(standing, next)) {
            return false;
        }
        List<ConnectorVersion> changed = new ArrayList<>(standing);
        changed.add(next);
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        transaction.put(rows, next.key(), List.copyOf(changed));
        if (next.status() == ConnectorStatus.DELETED) {
            transaction.remove(connections, next.key());
        } else if (next.revision() == 1) {
            transaction.put(connections, next.key(), Connection.pending(next.changedAt()));
        }
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
        return Optional.ofNullable(rows.get(key)).flatMap(this::stored);
    }

    private Optional<StoredConnector> stored(List<ConnectorVersion> versions) {
        ConnectorVersion first = versions.get(0);
        return Optional.ofNullable(connections.get(first.key()))
                .map(connection ->
                        new StoredConnector(last(versions), first.changedBy(), first.changedAt(), connection));
    }

    @Override
    public List<StoredConnector> list(UnitOfWork unit, TenantId tenant, ConnectorListing wanted) {
        return rows.values().stream()
                .flatMap(versions -> stored(versions).stream())
                .filter(connector -> connector.key().tenant().equals(tenant))
                .filter(connector -> wanted.system()
                        .map(connector.current().config().system()::equals)
                        .orElse(true))
                .filter(connector -> wanted.state()
                        .map(connector.connection().state()::equals)
                        .orElse(true))
                .filter(connector -> wanted.after()
                        .map(after -> connector.key().id().compareTo(after) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(connector -> connector.key().id()))
                .limit(wanted.limit())
                .toList();
    }

    @Override
    public boolean connection(UnitOfWork unit, ConnectorKey key, Connection next) {
        Connection standing = connections.get(key);
        if (standing == null || standing.revision() != next.revision() - 1) {
            return false;
        }
        unit.unwrap(InMemoryTransaction.class).put(connections, key, next);
        return true;
    }

    List<StoredConnector> toCheck(Instant before, int limit) {
        return rows.values().stream()
                .flatMap(versions -> stored(versions).stream())
                .filter(connector -> connector.current().status() == ConnectorStatus.ENABLED)
                .filter(connector -> lastCheck(connector).isBefore(before))
                .sorted(Comparator.comparing(InMemoryConnectors::lastCheck)
                        .thenComparing(connector -> connector.key().tenant())
                        .thenComparing(connector -> connector.key().id()))
                .limit(limit)
                .toList();
    }

    private static Instant lastCheck(StoredConnector connector) {
        return connector.connection().checkedAt().orElse(Instant.MIN);
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        int removed = transaction.removeSome(connections, key -> key.tenant().equals(tenant), limit);
        return removed + transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit - removed);
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
