package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.CheckpointRepository;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.StoredCheckpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checkpoints in a map. */
final class InMemoryCheckpoints implements CheckpointRepository, TenantRows {
    private final Map<StreamId, Row> rows = new HashMap<>();

    @Override
    public Optional<StoredCheckpoint> find(UnitOfWork unit, StreamId stream) {
        return Optional.ofNullable(rows.get(stream)).map(Row::checkpoint);
    }

    @Override
    public boolean advance(UnitOfWork unit, Lease lease, StoredCheckpoint next) {
        Row standing = rows.get(lease.stream());
        long revision = standing == null ? 0 : standing.checkpoint().revision();
        long epoch = standing == null ? 0 : standing.epoch();
        if (revision != next.revision() - 1 || epoch > lease.epoch()) {
            return false;
        }
        unit.unwrap(InMemoryTransaction.class).put(rows, lease.stream(), new Row(next, lease.epoch()));
        return true;
    }

    @Override
    public boolean remove(UnitOfWork unit, Lease lease, long revision) {
        Row standing = rows.get(lease.stream());
        if (standing == null || standing.checkpoint().revision() != revision || standing.epoch() > lease.epoch()) {
            return false;
        }
        unit.unwrap(InMemoryTransaction.class).remove(rows, lease.stream());
        return true;
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit);
    }

    private record Row(StoredCheckpoint checkpoint, long epoch) {}
}
