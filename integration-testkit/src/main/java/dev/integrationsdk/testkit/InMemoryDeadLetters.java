package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeadLetterRepository;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Dead letters in a map. */
final class InMemoryDeadLetters implements DeadLetterRepository, TenantRows {
    private final Map<Key, DeadLetter> rows = new HashMap<>();

    @Override
    public void put(UnitOfWork unit, List<DeadLetter> letters) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        for (DeadLetter letter : letters) {
            Key key = new Key(letter.scope(), letter.recordKey());
            DeadLetter standing = rows.get(key);
            transaction.put(rows, key, standing == null ? letter : again(standing, letter));
        }
    }

    private static DeadLetter again(DeadLetter standing, DeadLetter letter) {
        return new DeadLetter(
                standing.id(),
                letter.scope(),
                letter.externalId(),
                letter.position(),
                letter.runId(),
                letter.correlationId(),
                letter.code(),
                letter.message(),
                standing.attempts() + 1,
                letter.failedAt());
    }

    @Override
    public int resolve(UnitOfWork unit, EntityScope scope, Collection<ExternalId> applied) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        int resolved = 0;
        for (ExternalId id : applied) {
            Key key = new Key(scope, "id:" + id.value());
            if (rows.containsKey(key)) {
                transaction.remove(rows, key);
                resolved++;
            }
        }
        return resolved;
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope) {
        return of(scope).count();
    }

    @Override
    public List<DeadLetter> list(UnitOfWork unit, EntityScope scope, int limit) {
        return of(scope)
                .sorted(Comparator.comparing(DeadLetter::failedAt)
                        .thenComparing(DeadLetter::id)
                        .reversed())
                .limit(limit)
                .toList();
    }

    private Stream<DeadLetter> of(EntityScope scope) {
        return rows.values().stream().filter(letter -> letter.scope().equals(scope));
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.scope().tenant().equals(tenant), limit);
    }

    private record Key(EntityScope scope, String record) {}
}
