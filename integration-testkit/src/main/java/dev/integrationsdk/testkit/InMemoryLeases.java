package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.LeaseRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leases in a map. */
final class InMemoryLeases implements LeaseRepository, TenantRows {
    private static final String NOBODY = "";

    private final Map<StreamId, Row> rows = new HashMap<>();
    private final Clock clock;

    InMemoryLeases(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Lease acquire(UnitOfWork unit, StreamId stream, String owner, Duration time) {
        Row standing = rows.get(stream);
        if (standing != null && clock.instant().isBefore(standing.expiresAt())) {
            if (standing.lease().owner().equals(owner)) {
                put(unit, standing.lease(), time);
                return standing.lease();
            }
            throw IntegrationException.retryAt(
                    ErrorCode.ALREADY_RUNNING, "another worker runs " + stream, standing.expiresAt());
        }
        Lease lease =
                new Lease(stream, owner, standing == null ? 1 : standing.lease().epoch() + 1);
        put(unit, lease, time);
        return lease;
    }

    @Override
    public boolean renew(UnitOfWork unit, Lease lease, Duration time) {
        if (!isHeld(lease)) {
            return false;
        }
        put(unit, lease, time);
        return true;
    }

    @Override
    public void release(UnitOfWork unit, Lease lease) {
        if (isHeld(lease)) {
            put(unit, new Lease(lease.stream(), NOBODY, lease.epoch()), Duration.ZERO);
        }
    }

    int fenceAll(UnitOfWork unit, long leap) {
        List<Lease> all = rows.values().stream().map(Row::lease).toList();
        all.forEach(lease -> put(unit, new Lease(lease.stream(), NOBODY, lease.epoch() + leap), Duration.ZERO));
        return all.size();
    }

    private boolean isHeld(Lease lease) {
        Row standing = rows.get(lease.stream());
        return standing != null && standing.lease().equals(lease);
    }

    private void put(UnitOfWork unit, Lease lease, Duration time) {
        Row row = new Row(lease, clock.instant().plus(time));
        unit.unwrap(InMemoryTransaction.class).put(rows, lease.stream(), row);
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.tenant().equals(tenant), limit);
    }

    private record Row(Lease lease, Instant expiresAt) {}
}
