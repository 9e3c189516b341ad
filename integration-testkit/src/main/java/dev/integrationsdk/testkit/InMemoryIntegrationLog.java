package dev.integrationsdk.testkit;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.IntegrationLogEntry;
import dev.integrationsdk.store.IntegrationLogRepository;
import dev.integrationsdk.store.LogPosition;
import dev.integrationsdk.store.LogWindow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The integration log in a map. */
final class InMemoryIntegrationLog implements IntegrationLogRepository, TenantRows {
    private static final Comparator<LogPosition> EARLIEST_FIRST =
            Comparator.comparing(LogPosition::startedAt).thenComparing(LogPosition::id);

    private final Map<Key, IntegrationLogEntry> rows = new HashMap<>();

    @Override
    public void append(UnitOfWork unit, List<IntegrationLogEntry> entries) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        for (IntegrationLogEntry entry : entries) {
            Key key = new Key(entry.connector().tenant(), entry.id());
            if (!rows.containsKey(key)) {
                transaction.put(rows, key, entry);
            }
        }
    }

    @Override
    public List<IntegrationLogEntry> list(UnitOfWork unit, ConnectorKey connector, LogWindow window) {
        return latest(entry -> entry.connector().equals(connector), window);
    }

    @Override
    public List<IntegrationLogEntry> trace(
            UnitOfWork unit, TenantId tenant, CorrelationId correlationId, LogWindow window) {
        return latest(
                entry -> entry.connector().tenant().equals(tenant)
                        && entry.correlationId().equals(correlationId),
                window);
    }

    private List<IntegrationLogEntry> latest(Predicate<IntegrationLogEntry> wanted, LogWindow window) {
        return rows.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(IntegrationLogEntry::position, EARLIEST_FIRST.reversed()))
                .filter(entry -> window.before()
                        .map(before -> EARLIEST_FIRST.compare(entry.position(), before) < 0)
                        .orElse(true))
                .limit(window.limit())
                .toList();
    }

    int purge(UnitOfWork unit, Instant before, int limit) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        List<Key> old = rows.entrySet().stream()
                .filter(row -> row.getValue().startedAt().isBefore(before))
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(IntegrationLogEntry::position, EARLIEST_FIRST)))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        old.forEach(key -> transaction.remove(rows, key));
        return old.size();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit);
    }

    private record Key(TenantId tenant, UUID id) {}
}
