package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.store.Lease;
import dev.integrationsdk.store.LeaseRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Leases: the only table in which the database's clock counts, so that workers need not agree on the time. A row is
 * never deleted, since its epoch must go on growing.
 */
final class LeaseTable implements LeaseRepository {
    private static final RowInsert FIRST = new RowInsert(
            "lease",
            List.of("scope_id", "scan_kind"),
            List.of("owner", "epoch", "expires_at"),
            Map.of("epoch", "1", "expires_at", "${expiry}"));

    private final ScopeTable scopes;
    private final Table table;
    private final String find;
    private final String findCurrent;
    private final String insert;
    private final String take;
    private final String renew;
    private final String release;
    private final String fenceAll;

    LeaseTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("lease");
        find = table.sql("""
                SELECT owner, epoch, ${expiresSeconds} AS seconds, CASE WHEN expires_at > ${now} THEN 1 ELSE 0 END AS held
                  FROM ${prefix}lease
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind""");
        findCurrent = find + table.sql("${current}");
        insert = table.sql(table.dialect().insertMissing(FIRST));
        take = table.sql("""
                UPDATE ${prefix}lease
                   SET owner = :owner, epoch = :epoch + 1, expires_at = ${expiry}
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind AND epoch = :epoch
                   AND expires_at <= ${now}""");
        renew = table.sql("""
                UPDATE ${prefix}lease SET expires_at = ${expiry}
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind AND epoch = :epoch AND owner = :owner""");
        release = table.sql("""
                UPDATE ${prefix}lease SET owner = NULL, expires_at = ${now}
                 WHERE scope_id = :scope_id AND scan_kind = :scan_kind AND epoch = :epoch AND owner = :owner""");
        fenceAll = table.sql("UPDATE ${prefix}lease SET owner = NULL, epoch = epoch + :leap, expires_at = ${now}");
    }

    @Override
    public Lease acquire(UnitOfWork unit, StreamId stream, String owner, Duration time) {
        int scope = scopes.requireNow(unit, stream.scope());
        Optional<Held> standing = standing(unit, find, scope, stream);
        boolean free = standing.filter(Held::held).isEmpty();
        long epoch = standing.map(Held::epoch).orElse(0L);
        if (free && take(unit, scope, new Lease(stream, owner, epoch), time)) {
            return new Lease(stream, owner, epoch + 1);
        }
        Optional<Held> holder = free ? standing(unit, findCurrent, scope, stream) : standing;
        return holder.filter(lease -> lease.held() && owner.equals(lease.owner()))
                .map(own -> new Lease(stream, owner, own.epoch()))
                .filter(own -> table.with(unit, handle -> renew(handle, scope, own, time)) == 1)
                .orElseThrow(() -> alreadyRunning(stream, holder));
    }

    /** @param after whose epoch still stands; the lease of epoch 0 is one that nobody ever held */
    private boolean take(UnitOfWork unit, int scope, Lease after, Duration time) {
        return table.winsOne(
                unit,
                handle -> handle.createUpdate(after.epoch() > 0 ? take : insert)
                        .bind("scope_id", scope)
                        .bind("scan_kind", after.stream().scanKind().name())
                        .bind("owner", after.owner())
                        .bind("epoch", after.epoch())
                        .bind("millis", time.toMillis())
                        .execute());
    }

    private Optional<Held> standing(UnitOfWork unit, String query, int scope, StreamId stream) {
        return table.with(
                unit,
                handle -> handle.createQuery(query)
                        .bind("scope_id", scope)
                        .bind("scan_kind", stream.scanKind().name())
                        .map((row, context) -> held(row))
                        .findOne());
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getString("owner"),
                row.getLong("epoch"),
                Columns.instant(row.getBigDecimal("seconds")),
                row.getInt("held") == 1);
    }

    private static IntegrationException alreadyRunning(StreamId stream, Optional<Held> standing) {
        String what = "stream " + stream + " is held by another worker";
        return standing.map(lease -> IntegrationException.retryAt(ErrorCode.ALREADY_RUNNING, what, lease.expiresAt()))
                .orElseGet(() -> new IntegrationException(ErrorCode.ALREADY_RUNNING, what));
    }

    @Override
    public boolean renew(UnitOfWork unit, Lease lease, Duration time) {
        return scopes.lock(unit, lease.stream().scope(), time)
                .map(scope -> table.with(unit, handle -> renew(handle, scope, lease, time)))
                .filter(renewed -> renewed == 1)
                .isPresent();
    }

    private int renew(Handle handle, int scope, Lease lease, Duration time) {
        return handle.createUpdate(renew)
                .bind("scope_id", scope)
                .bind("scan_kind", lease.stream().scanKind().name())
                .bind("owner", lease.owner())
                .bind("epoch", lease.epoch())
                .bind("millis", time.toMillis())
                .execute();
    }

    @Override
    public void release(UnitOfWork unit, Lease lease) {
        scopes.find(unit, lease.stream().scope())
                .ifPresent(scope -> table.with(
                        unit,
                        handle -> handle.createUpdate(release)
                                .bind("scope_id", scope)
                                .bind("scan_kind", lease.stream().scanKind().name())
                                .bind("owner", lease.owner())
                                .bind("epoch", lease.epoch())
                                .execute()));
    }

    /** Takes every lease away. */
    int fenceAll(UnitOfWork unit, long leap) {
        return table.with(
                unit, handle -> handle.createUpdate(fenceAll).bind("leap", leap).execute());
    }

    private record Held(@Nullable String owner, long epoch, Instant expiresAt, boolean held) {}
}
