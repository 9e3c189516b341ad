package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.DeadLetter;
import dev.integrationsdk.store.DeadLetterRepository;
import dev.integrationsdk.store.LetterMark;
import dev.integrationsdk.store.LetterQuery;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Dead letters in a map. */
final class InMemoryDeadLetters implements DeadLetterRepository, TenantRows {
    private final Map<Key, Row> rows = new HashMap<>();

    @Override
    public void put(UnitOfWork unit, List<DeadLetter> letters) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        for (DeadLetter letter : letters) {
            Key key = new Key(letter.scope(), letter.recordKey());
            Row standing = rows.get(key);
            transaction.put(rows, key, new Row(standing == null ? letter : again(standing.letter(), letter), false));
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
                letter.failedAt(),
                letter.direction(),
                letter.state(),
                letter.retryAt(),
                letter.waiting());
    }

    @Override
    public int resolve(UnitOfWork unit, EntityScope scope, Collection<ExternalId> applied) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        int resolved = 0;
        for (ExternalId id : applied) {
            Key key = Key.of(scope, id);
            if (rows.containsKey(key)) {
                transaction.remove(rows, key);
                resolved++;
            }
        }
        return resolved;
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope) {
        return open(scope).count();
    }

    @Override
    public boolean isEmpty(UnitOfWork unit, EntityScope scope) {
        return rows.keySet().stream().noneMatch(key -> key.scope().equals(scope));
    }

    @Override
    public List<DeadLetter> list(UnitOfWork unit, EntityScope scope, int limit) {
        return open(scope)
                .sorted(Comparator.comparing(DeadLetter::failedAt)
                        .thenComparing(DeadLetter::id)
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<DeadLetter> page(UnitOfWork unit, EntityScope scope, LetterQuery query) {
        return open(scope)
                .filter(letter -> query.ids().isEmpty() || query.ids().contains(letter.id()))
                .filter(letter -> query.code().isEmpty() || query.code().get() == letter.code())
                .filter(letter -> query.dueBy().isEmpty() || isDue(letter, query))
                .filter(letter -> query.after().isEmpty()
                        || letter.id().compareTo(query.after().get()) < 0)
                .sorted(Comparator.comparing(DeadLetter::id).reversed())
                .limit(query.limit())
                .toList();
    }

    private static boolean isDue(DeadLetter letter, LetterQuery query) {
        return letter.retryAt()
                .filter(at -> !at.isAfter(query.dueBy().orElseThrow()))
                .isPresent();
    }

    @Override
    public int discard(UnitOfWork unit, EntityScope scope, Collection<UUID> ids) {
        InMemoryTransaction transaction = unit.unwrap(InMemoryTransaction.class);
        List<DeadLetter> found =
                open(scope).filter(letter -> ids.contains(letter.id())).toList();
        for (DeadLetter letter : found) {
            Key key = new Key(scope, letter.recordKey());
            if (letter.externalId().isPresent()) {
                transaction.put(rows, key, new Row(letter, true));
            } else {
                transaction.remove(rows, key);
            }
        }
        return found.size();
    }

    @Override
    public Map<ExternalId, LetterMark> marks(UnitOfWork unit, EntityScope scope, Collection<ExternalId> records) {
        Map<ExternalId, LetterMark> found = new HashMap<>();
        for (ExternalId id : records) {
            Row row = rows.get(Key.of(scope, id));
            if (row != null) {
                found.put(id, new LetterMark(row.discarded(), row.letter().state()));
            }
        }
        return found;
    }

    private Stream<DeadLetter> open(EntityScope scope) {
        return rows.values().stream()
                .filter(row -> !row.discarded() && row.letter().scope().equals(scope))
                .map(Row::letter);
    }

    @Override
    public int removeAll(InMemoryTransaction transaction, TenantId tenant, int limit) {
        return transaction.removeSome(rows, key -> key.scope().tenant().equals(tenant), limit);
    }

    private record Key(EntityScope scope, String record) {
        static Key of(EntityScope scope, ExternalId id) {
            return new Key(scope, "id:" + id.value());
        }
    }

    private record Row(DeadLetter letter, boolean discarded) {}
}
