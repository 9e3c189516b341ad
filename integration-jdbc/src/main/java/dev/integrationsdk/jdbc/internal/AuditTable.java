package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.AuditRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Each tenant's chain of entries. Its end is a row of its own, locked by whoever adds an entry. */
final class AuditTable implements AuditRepository {
    private final Table table;
    private final AddingLock adding;
    private final String there;
    private final String lockHead;
    private final String insertHead;
    private final String moveHead;
    private final String insert;
    private final String list;

    AuditTable(Table.Source source) {
        table = source.table("audit");
        adding = new AddingLock(source);
        there = table.sql("SELECT COUNT(*) FROM ${prefix}audit_head WHERE tenant_id = :tenant_id");
        lockHead = table.sql("""
                SELECT entry_number, hash FROM ${prefix}audit_head WHERE tenant_id = :tenant_id FOR UPDATE""");
        insertHead = table.sql("""
                INSERT INTO ${prefix}audit_head (tenant_id, entry_number, hash)
                VALUES (:tenant_id, :entry_number, :hash)""");
        moveHead = table.sql("""
                UPDATE ${prefix}audit_head SET entry_number = :entry_number, hash = :hash
                 WHERE tenant_id = :tenant_id""");
        insert = table.sql("""
                INSERT INTO ${prefix}audit
                    (tenant_id, entry_number, connector_id, actor, action, outcome, correlation_id, acted_at, detail,
                     previous_hash, hash)
                VALUES (:tenant_id, :entry_number, :connector_id, :actor, :action, :outcome, :correlation_id, :acted_at,
                     :detail, :previous_hash, :hash)""");
        list = table.sql("""
                SELECT * FROM ${prefix}audit
                 WHERE tenant_id = :tenant_id AND entry_number < :before
                 ORDER BY tenant_id DESC, entry_number DESC
                 LIMIT :limit""");
    }

    @Override
    public AuditEntry append(UnitOfWork unit, AuditEntry.Act act) {
        return table.inserting(unit, handle -> {
            Optional<Head> head = lockedHead(handle, act.tenant());
            AuditEntry entry = head.map(last -> AuditEntry.after(last.number(), last.hash(), act))
                    .orElseGet(() -> AuditEntry.first(act));
            insert(handle, entry);
            writeHead(handle, head.isPresent() ? moveHead : insertHead, entry);
            return entry;
        });
    }

    /** Empty for a tenant's very first entry, which nobody else adds until the transaction ends. */
    private Optional<Head> lockedHead(Handle handle, TenantId tenant) {
        int heads = handle.createQuery(there)
                .bind("tenant_id", tenant.value())
                .mapTo(Integer.class)
                .one();
        if (heads == 0) {
            adding.hold(handle);
        }
        return lockHead(handle, tenant);
    }

    private Optional<Head> lockHead(Handle handle, TenantId tenant) {
        return handle.createQuery(lockHead)
                .bind("tenant_id", tenant.value())
                .map((row, context) -> new Head(row.getLong("entry_number"), row.getString("hash")))
                .findOne();
    }

    private static void writeHead(Handle handle, String sql, AuditEntry entry) {
        handle.createUpdate(sql)
                .bind("tenant_id", entry.act().tenant().value())
                .bind("entry_number", entry.number())
                .bind("hash", entry.hash())
                .execute();
    }

    private void insert(Handle handle, AuditEntry entry) {
        AuditEntry.Act act = entry.act();
        handle.createUpdate(insert)
                .bind("tenant_id", act.tenant().value())
                .bind("entry_number", entry.number())
                .bind("connector_id", act.connector().map(ConnectorId::value).orElse(null))
                .bind("actor", act.actor().value())
                .bind("action", act.action().name())
                .bind("outcome", act.outcome().name())
                .bind("correlation_id", act.correlationId().value())
                .bind("acted_at", Columns.at(act.at()))
                .bind("detail", act.detail())
                .bind("previous_hash", entry.previousHash())
                .bind("hash", entry.hash())
                .execute();
    }

    @Override
    public List<AuditEntry> list(UnitOfWork unit, TenantId tenant, long before, int limit) {
        return table.with(
                unit,
                handle -> handle.createQuery(list)
                        .bind("tenant_id", tenant.value())
                        .bind("before", before)
                        .bind("limit", limit)
                        .map((row, context) -> entry(row))
                        .list());
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("entry_number"),
                new AuditEntry.Act(
                        TenantId.of(row.getString("tenant_id")),
                        Columns.optionalText(row, "connector_id").map(ConnectorId::of),
                        Actor.of(row.getString("actor")),
                        table.constant(AuditAction.class, "action", row.getString("action")),
                        table.constant(AuditEntry.Outcome.class, "outcome", row.getString("outcome")),
                        new CorrelationId(row.getString("correlation_id")),
                        Columns.instant(row, "acted_at"),
                        row.getString("detail")),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    /** Keeps a tenant's chain as it is until the transaction ends, if there is one. */
    void lock(UnitOfWork unit, TenantId tenant) {
        table.with(unit, handle -> lockHead(handle, tenant));
    }

    private record Head(long number, String hash) {}
}
