package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Gives every scope a short number, so that the keys of all other tables stay narrow. Thread-safe.
 *
 * <p>A number is remembered only after the commit of the transaction that read or made it: one of a transaction that
 * was rolled back may never have existed. Rows of this table are never changed, are deleted only with all of their
 * tenant, and their numbers are never given again: one that another process still remembers finds nothing, and for a
 * minute at most.
 */
final class ScopeTable {
    private static final int MOST_REMEMBERED = 100_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

    private final Table table;
    private final String find;
    private final String findCurrent;
    private final String insert;
    private final String lockTenant;
    private final AddingLock adding;
    private final LongSupplier nanoTime;
    private final Map<EntityScope, Remembered> remembered = new ConcurrentHashMap<>();

    ScopeTable(Table.Source source) {
        this(source, System::nanoTime);
    }

    ScopeTable(Table.Source source, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        table = source.table("scope");
        adding = new AddingLock(source);
        find = table.sql("""
                SELECT scope_id FROM ${prefix}scope
                 WHERE tenant_id = :tenant AND connector_id = :connector AND entity_type = :type""");
        findCurrent = find + table.sql("${current}");
        lockTenant = table.sql("""
                SELECT scope_id FROM ${prefix}scope WHERE tenant_id = :tenant ORDER BY scope_id FOR UPDATE""");
        insert = table.sql("""
                INSERT INTO ${prefix}scope (tenant_id, connector_id, entity_type)
                VALUES (:tenant, :connector, :type)""");
    }

    /** Empty if nothing was ever written for this scope. */
    Optional<Integer> find(UnitOfWork unit, EntityScope scope) {
        Remembered known = remembered.get(scope);
        if (known != null && nanoTime.getAsLong() - known.since() < REMEMBERED_FOR.toNanos()) {
            return Optional.of(known.id());
        }
        return look(unit, scope);
    }

    private Optional<Integer> look(UnitOfWork unit, EntityScope scope) {
        Optional<Integer> read = table.with(unit, handle -> read(handle, find, scope));
        read.ifPresent(id -> remember(unit, scope, id));
        return read;
    }

    /**
     * Makes the scope if it is not there. Whoever makes one holds a lock until the end of the transaction, so that two
     * that make the same one get the same number, without a violated constraint; where transactions read as of their
     * beginning, the second one gives way.
     */
    int require(UnitOfWork unit, EntityScope scope) {
        return find(unit, scope).orElseGet(() -> made(unit, scope));
    }

    /** Like {@link #require}, but trusts nothing that is remembered: for whoever writes without having passed the fence. */
    int requireNow(UnitOfWork unit, EntityScope scope) {
        return look(unit, scope).orElseGet(() -> made(unit, scope));
    }

    private int made(UnitOfWork unit, EntityScope scope) {
        int made = table.inserting(unit, handle -> make(handle, scope));
        remember(unit, scope, made);
        return made;
    }

    private int make(Handle handle, EntityScope scope) {
        adding.hold(handle);
        return read(handle, findCurrent, scope).orElseGet(() -> {
            handle.createUpdate(insert)
                    .bind("tenant", scope.tenant().value())
                    .bind("connector", scope.connector().value())
                    .bind("type", scope.entityType().value())
                    .execute();
            return read(handle, find, scope).orElseThrow();
        });
    }

    /**
     * Locks the scope until the transaction ends, and lets the database end it after that time where it can. As the first
     * statement of a transaction it also makes sure that the next ones see everything that was committed before.
     *
     * @return empty if nothing was ever written for this scope
     */
    Optional<Integer> lock(UnitOfWork unit, EntityScope scope, Duration limit) {
        String sql = table.sql("SELECT scope_id" + table.dialect().transactionLimit(limit.toMillis()) + """
                  FROM ${prefix}scope
                 WHERE tenant_id = ? AND connector_id = ? AND entity_type = ? FOR UPDATE""");
        Optional<Integer> locked = table.withConnection(unit, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, scope.tenant().value());
                statement.setString(2, scope.connector().value());
                statement.setString(3, scope.entityType().value());
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
                }
            }
        });
        locked.ifPresent(id -> remember(unit, scope, id));
        return locked;
    }

    private Optional<Integer> read(Handle handle, String query, EntityScope scope) {
        return handle.createQuery(query)
                .bind("tenant", scope.tenant().value())
                .bind("connector", scope.connector().value())
                .bind("type", scope.entityType().value())
                .mapTo(Integer.class)
                .findOne();
    }

    private void remember(UnitOfWork unit, EntityScope scope, int id) {
        unit.afterCommit(() -> {
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(scope, new Remembered(id, nanoTime.getAsLong()));
        });
    }

    /**
     * Locks all scopes of a tenant until the transaction ends, one after the other: whoever passed the fence of one has
     * ended, and nobody else passes.
     */
    List<Integer> lockAll(UnitOfWork unit, TenantId tenant) {
        return table.with(
                unit,
                handle -> handle.createQuery(lockTenant)
                        .bind("tenant", tenant.value())
                        .mapTo(Integer.class)
                        .list());
    }

    /** What this process remembers of a tenant whose scopes are gone. */
    void forget(UnitOfWork unit, TenantId tenant) {
        unit.afterCommit(
                () -> remembered.keySet().removeIf(scope -> scope.tenant().equals(tenant)));
    }

    private record Remembered(int id, long since) {}

    /** From a row that was joined with this table. */
    static EntityScope scope(ResultSet row) throws SQLException {
        return new EntityScope(
                TenantId.of(row.getString("tenant_id")),
                ConnectorId.of(row.getString("connector_id")),
                EntityType.of(row.getString("entity_type")));
    }
}
