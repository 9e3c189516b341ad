package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushRepository;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.Shipment;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Marks of rows to be written, in a map. */
final class InMemoryPushes implements PushRepository, TenantRows {
    private static final Comparator<PushMark> EARLIEST_FIRST = Comparator.comparing(PushMark::markedAt)
            .thenComparing(mark -> mark.internalId().toString());

    private final Map<Key, PushMark> rows = new HashMap<>();

    @Override
    public void mark(
            UnitOfWork unit, EntityScope scope, Collection<UUID> marked, Instant at, CorrelationId correlationId) {
        for (UUID row : new LinkedHashSet<>(marked)) {
            PushMark before = rows.get(new Key(scope, row));
            put(unit, scope, before == null ? first(row, at, correlationId) : again(before, at, correlationId));
        }
    }

    private static PushMark first(UUID row, Instant at, CorrelationId correlationId) {
        return new PushMark(row, 1, PushState.WAITING, at, at, 0, Optional.empty(), Optional.empty(), correlationId);
    }

    private static PushMark again(PushMark before, Instant at, CorrelationId correlationId) {
        boolean sent = before.state() == PushState.SENT;
        return new PushMark(
                before.internalId(),
                before.number() + 1,
                sent ? PushState.SENT : PushState.WAITING,
                before.markedAt(),
                sent ? before.dueAt() : at,
                sent ? before.attempts() : 0,
                before.shipment(),
                before.cause(),
                correlationId);
    }

    private void put(UnitOfWork unit, EntityScope scope, PushMark mark) {
        unit.unwrap(InMemoryTransaction.class).put(rows, new Key(scope, mark.internalId()), mark);
    }

    @Override
    public List<PushMark> due(UnitOfWork unit, EntityScope scope, Instant now, int limit) {
        return list(scope, PushState.WAITING, now, limit);
    }

    @Override
    public List<PushMark> onTheirWay(UnitOfWork unit, EntityScope scope, Instant now, int limit) {
        return list(scope, PushState.SENT, now, limit);
    }

    @Override
    public List<PushMark> held(UnitOfWork unit, EntityScope scope, int limit) {
        return list(scope, PushState.HELD, Instant.MAX, limit);
    }

    private List<PushMark> list(EntityScope scope, PushState state, Instant now, int limit) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().scope().equals(scope))
                .map(Map.Entry::getValue)
                .filter(mark -> mark.state() == state && !mark.dueAt().isAfter(now))
                .sorted(EARLIEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public Map<UUID, PushMark> find(UnitOfWork unit, EntityScope scope, Collection<UUID> wanted) {
        Map<UUID, PushMark> found = new HashMap<>();
        for (UUID row : wanted) {
            PushMark mark = rows.get(new Key(scope, row));
            if (mark != null) {
                found.put(row, mark);
            }
        }
        return found;
    }

    @Override
    public void update(UnitOfWork unit, EntityScope scope, List<PushMark> marks) {
        for (PushMark mark : marks) {
            PushMark stored = rows.get(new Key(scope, mark.internalId()));
            if (stored != null) {
                put(unit, scope, withNumberOf(stored, mark));
            }
        }
    }

    private static PushMark withNumberOf(PushMark stored, PushMark mark) {
        return new PushMark(
                stored.internalId(),
                stored.number(),
                mark.state() == PushState.HELD && stored.number() > mark.number() ? PushState.WAITING : mark.state(),
                stored.markedAt(),
                mark.dueAt(),
                mark.attempts(),
                mark.shipment(),
                mark.cause(),
                stored.correlationId());
    }

    @Override
    public void settle(UnitOfWork unit, EntityScope scope, Map<UUID, Long> numbers) {
        numbers.forEach((row, number) -> {
            PushMark stored = rows.get(new Key(scope, row));
            if (stored != null && stored.number() == number) {
                unit.unwrap(InMemoryTransaction.class).remove(rows, new Key(scope, row));
            } else if (stored != null && stored.number() > number) {
                put(unit, scope, waiting(stored));
            }
        });
    }

    private static PushMark waiting(PushMark stored) {
        return new PushMark(
                stored.internalId(),
                stored.number(),
                PushState.WAITING,
                stored.markedAt(),
                stored.dueAt(),
                0,
                Optional.<Shipment>empty(),
                Optional.empty(),
                stored.correlationId());
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope, PushState state) {
        return rows.entrySet().stream()
                .filter(row ->
                        row.getKey().scope().equals(scope) && row.getValue().state() == state)
                .count();
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.scope().tenant().equals(tenant), limit);
    }

    private record Key(EntityScope scope, UUID row) {}
}
