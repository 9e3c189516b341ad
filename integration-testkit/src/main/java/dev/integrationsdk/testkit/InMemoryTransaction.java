package dev.integrationsdk.testkit;

import dev.integrationsdk.host.UnitOfWork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction of an {@link InMemoryStore}: a handler under test writes its own maps through it, and they are put
 * back if the transaction is rolled back. Confined to its thread.
 */
public final class InMemoryTransaction implements UnitOfWork {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean open = true;

    InMemoryTransaction() {}

    /** Puts, as long as the transaction is not rolled back. */
    public <K, V> void put(Map<K, V> table, K key, V value) {
        remember(table, key);
        table.put(key, value);
    }

    /** Removes, as long as the transaction is not rolled back. */
    public <K, V> void remove(Map<K, V> table, K key) {
        remember(table, key);
        table.remove(key);
    }

    /** Removes the rows whose keys are wanted, in no order; returns how many. */
    <K, V> int removeSome(Map<K, V> table, Predicate<K> wanted, int limit) {
        List<K> keys = table.keySet().stream().filter(wanted).limit(limit).toList();
        keys.forEach(key -> remove(table, key));
        return keys.size();
    }

    private <K, V> void remember(Map<K, V> table, K key) {
        if (!open) {
            throw new IllegalStateException("the transaction has ended");
        }
        @Nullable V former = table.get(key);
        undo.push(() -> {
            if (former == null) {
                table.remove(key);
            } else {
                table.put(key, former);
            }
        });
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return Objects.requireNonNull(type.cast(this));
        }
        throw new IllegalArgumentException(
                "an in-memory transaction has no " + type.getName() + ", only " + InMemoryTransaction.class.getName());
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void commit() {
        open = false;
        afterCommit.forEach(Runnable::run);
    }

    void rollBack() {
        open = false;
        undo.forEach(Runnable::run);
    }
}
