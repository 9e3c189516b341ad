package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.TenantRepository;
import java.util.List;
import java.util.stream.Stream;

/** All rows of one tenant, in the order in which they are removed. */
final class TenantTables implements TenantRepository {
    private static final String OF_SCOPE = "scope_id = :scope";
    private static final String OF_TENANT = "tenant_id = :tenant";

    private final ScopeTable scopes;
    private final AuditTable audit;
    private final List<Emptied> emptied;

    TenantTables(Table.Source source, ScopeTable scopes, AuditTable audit) {
        this.scopes = scopes;
        this.audit = audit;
        emptied = Stream.of(
                        ofScopes("lease"),
                        ofScopes("checkpoint"),
                        new Rows(
                                "scheduled_task",
                                "task_name = '" + ScheduledTaskTable.TASK
                                        + "' AND task_instance >= :from AND task_instance < :to"),
                        ofTenant("connector"),
                        ofTenant("credential"),
                        ofTenant("pending_authorization"),
                        ofScopes("record_mapping"),
                        ofScopes("job_run"),
                        ofScopes("dead_letter"),
                        ofScopes("kept_record"),
                        ofScopes("deferred_record"),
                        ofScopes("suppression"),
                        ofScopes("scan_part"),
                        ofScopes("push_mark"),
                        ofTenant("review_item"),
                        ofTenant("integration_log"),
                        ofTenant("connector_version"),
                        ofTenant("field_mapping"),
                        ofTenant("rate_use"),
                        ofTenant("audit"),
                        ofTenant("audit_head"),
                        // the last one, since it names the tenant of many others
                        ofTenant("scope"))
                .map(rows -> new Emptied(source, rows))
                .toList();
    }

    private static Rows ofScopes(String table) {
        return new Rows(table, OF_SCOPE);
    }

    private static Rows ofTenant(String table) {
        return new Rows(table, OF_TENANT);
    }

    /** Whoever writes under a lease, or adds to the audit, has ended before, or finds neither lease nor scope. */
    @Override
    public int remove(UnitOfWork unit, TenantId tenant, int limit) {
        List<Integer> numbers = scopes.lockAll(unit, tenant);
        audit.lock(unit, tenant);
        int removed = 0;
        for (Emptied table : emptied) {
            removed += table.remove(unit, tenant, numbers, limit - removed);
        }
        scopes.forget(unit, tenant);
        return removed;
    }

    /**
     * Which rows of a table are a tenant's.
     *
     * @param condition with {@code :scope} if it has to be asked for each scope
     */
    private record Rows(String table, String condition) {}

    /** A table with its statement. */
    private static final class Emptied {
        private final Table table;
        private final boolean byScope;
        private final String delete;

        Emptied(Table.Source source, Rows rows) {
            table = source.table(rows.table());
            byScope = rows.condition().equals(OF_SCOPE);
            delete = table.sql(table.dialect().deleteSome(rows.table(), rows.condition()));
        }

        int remove(UnitOfWork unit, TenantId tenant, List<Integer> scopes, int limit) {
            int removed = 0;
            for (int scope : byScope ? scopes : List.of(0)) {
                removed += remove(unit, tenant, scope, limit - removed);
            }
            return removed;
        }

        private int remove(UnitOfWork unit, TenantId tenant, int scope, int limit) {
            if (limit == 0) {
                return 0;
            }
            return table.with(
                    unit,
                    handle -> handle.createUpdate(delete)
                            .bind("scope", scope)
                            .bind("tenant", tenant.value())
                            .bind("from", tenant + "/")
                            .bind("to", tenant + "0")
                            .bind("limit", limit)
                            .execute());
        }
    }
}
