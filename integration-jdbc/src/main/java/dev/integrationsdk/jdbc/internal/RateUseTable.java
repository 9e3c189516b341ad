package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.RateUse;
import dev.integrationsdk.store.RateUseRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** What was taken of long rate limits: the row of a limit is locked by whoever takes from it. */
final class RateUseTable implements RateUseRepository {
    private static final String OF_KEY =
            " WHERE tenant_id = :tenant_id AND account = :account AND per_nanos = :per_nanos";

    private final Table table;
    private final AddingLock adding;
    private final String there;
    private final String lock;
    private final String insert;
    private final String update;
    private final String list;

    RateUseTable(Table.Source source) {
        table = source.table("rate_use");
        adding = new AddingLock(source);
        there = table.sql("SELECT COUNT(*) FROM ${prefix}rate_use" + OF_KEY);
        lock = table.sql("SELECT * FROM ${prefix}rate_use" + OF_KEY + " FOR UPDATE");
        insert = table.sql("""
                INSERT INTO ${prefix}rate_use (tenant_id, account, per_nanos, window_start, used)
                VALUES (:tenant_id, :account, :per_nanos, :window_start, :used)""");
        update = table.sql("UPDATE ${prefix}rate_use SET window_start = :window_start, used = :used" + OF_KEY);
        list = table.sql("""
                SELECT * FROM ${prefix}rate_use WHERE tenant_id = :tenant_id
                 ORDER BY tenant_id, account, per_nanos""");
    }

    @Override
    public long take(UnitOfWork unit, RateUse.Key key, Instant windowStart, long wanted, long most) {
        return table.inserting(unit, handle -> {
            Optional<RateUse> standing = locked(handle, key);
            RateUse counted = standing.filter(use -> !use.windowStart().isBefore(windowStart))
                    .orElseGet(() -> new RateUse(key, windowStart, 0));
            long got = Math.max(0, Math.min(wanted, most - counted.used()));
            bind(handle.createUpdate(standing.isPresent() ? update : insert), key)
                    .bind("window_start", Columns.at(counted.windowStart()))
                    .bind("used", counted.used() + got)
                    .execute();
            return got;
        });
    }

    /** Empty if nobody has taken from the limit, and nobody else does until the transaction ends. */
    private Optional<RateUse> locked(Handle handle, RateUse.Key key) {
        if (bind(handle.createQuery(there), key).mapTo(Integer.class).one() == 0) {
            adding.hold(handle);
        }
        return bind(handle.createQuery(lock), key)
                .map((row, context) -> use(row))
                .findOne();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, RateUse.Key key) {
        return statement
                .bind("tenant_id", key.tenant().value())
                .bind("account", key.account())
                .bind("per_nanos", key.per().toNanos());
    }

    @Override
    public List<RateUse> list(UnitOfWork unit, TenantId tenant) {
        return table.with(
                unit,
                handle -> handle.createQuery(list)
                        .bind("tenant_id", tenant.value())
                        .map((row, context) -> use(row))
                        .list());
    }

    private static RateUse use(ResultSet row) throws SQLException {
        return new RateUse(
                new RateUse.Key(
                        TenantId.of(row.getString("tenant_id")),
                        row.getString("account"),
                        Duration.ofNanos(row.getLong("per_nanos"))),
                Columns.instant(row, "window_start"),
                row.getLong("used"));
    }
}
