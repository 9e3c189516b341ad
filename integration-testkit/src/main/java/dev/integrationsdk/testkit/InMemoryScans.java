package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ScanPart;
import dev.integrationsdk.store.ScanRepository;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What scans have listed, in a map; part 0 tells when a scan has begun. */
final class InMemoryScans implements ScanRepository, TenantRows {
    private final Map<Key, ScanPart> rows = new HashMap<>();

    @Override
    public void begin(UnitOfWork unit, StreamId stream, Instant at) {
        forget(unit, stream);
        add(unit, stream, new ScanPart(0, at, new long[0], false));
    }

    @Override
    public Optional<Instant> begunAt(UnitOfWork unit, StreamId stream) {
        return Optional.ofNullable(rows.get(new Key(stream, 0))).map(ScanPart::at);
    }

    @Override
    public void add(UnitOfWork unit, StreamId stream, ScanPart part) {
        unit.unwrap(InMemoryTransaction.class).put(rows, new Key(stream, part.number()), part);
    }

    @Override
    public List<ScanPart> list(UnitOfWork unit, StreamId stream, long after, int limit) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().stream().equals(stream))
                .map(Map.Entry::getValue)
                .filter(part -> part.number() > after)
                .sorted(Comparator.comparing(ScanPart::number))
                .limit(limit)
                .toList();
    }

    @Override
    public void forget(UnitOfWork unit, StreamId stream) {
        unit.unwrap(InMemoryTransaction.class)
                .removeSome(rows, key -> key.stream().equals(stream), Integer.MAX_VALUE);
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.stream().tenant().equals(tenant), limit);
    }

    private record Key(StreamId stream, long number) {}
}
