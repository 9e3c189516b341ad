package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.DeferredRecord;
import dev.integrationsdk.store.DeferredRecordRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Records that wait for others. */
final class DeferredRecordTable implements DeferredRecordRepository {
    private static final String COLUMNS =
            "external_id, awaited_type, awaited_id, since, overdue, run_id, correlation_id";

    private static final Comparator<DeferredRecord> ORDER = Comparator.comparing(DeferredRecord::externalId);

    private final ScopeTable scopes;
    private final Table table;
    private final String put;
    private final KeyedStatement find;
    private final KeyedStatement remove;
    private final String count;
    private final String list;
    private final String overdue;
    private final String ready;
    private final String wokenBy;

    DeferredRecordTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("deferred_record");
        put = table.sql(table.dialect()
                .insertOrReplace(
                        new RowInsert(
                                "deferred_record",
                                List.of("scope_id", "external_id"),
                                List.of(
                                        "since",
                                        "awaited_scope_id",
                                        "awaited_type",
                                        "awaited_id",
                                        "overdue",
                                        "run_id",
                                        "correlation_id")),
                        Set.of("since")));
        find = table.dialect().find(table, "deferred_record", "external_id", COLUMNS);
        remove = table.dialect().remove(table, "deferred_record", "external_id");
        count = table.sql("SELECT COUNT(*) FROM ${prefix}deferred_record WHERE scope_id = :scope");
        list = table.sql("SELECT " + COLUMNS + """
                  FROM ${prefix}deferred_record
                 WHERE scope_id = :scope AND external_id > :after
                 ORDER BY scope_id, external_id
                 LIMIT :limit""");
        overdue = table.sql("SELECT " + COLUMNS + """
                  FROM ${prefix}deferred_record
                 WHERE scope_id = :scope AND overdue = FALSE AND since < :before
                 ORDER BY scope_id, overdue, since
                 LIMIT :limit""");
        ready = table.sql("""
                SELECT waiting.external_id
                  FROM ${prefix}deferred_record waiting
                  JOIN ${prefix}record_mapping awaited
                    ON awaited.scope_id = waiting.awaited_scope_id AND awaited.external_id = waiting.awaited_id
                 WHERE waiting.scope_id = :scope AND awaited.status = 'ACTIVE'
                 ORDER BY waiting.scope_id, waiting.external_id
                 LIMIT :limit""");
        wokenBy = table.sql("""
                SELECT DISTINCT scope.tenant_id, scope.connector_id, scope.entity_type
                  FROM ${prefix}deferred_record waiting
                  JOIN ${prefix}record_mapping awaited
                    ON awaited.scope_id = waiting.awaited_scope_id AND awaited.external_id = waiting.awaited_id
                  JOIN ${prefix}scope scope ON scope.scope_id = waiting.scope_id
                 WHERE waiting.awaited_scope_id = :scope AND awaited.status = 'ACTIVE'""");
    }

    @Override
    public void put(UnitOfWork unit, List<DeferredRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        Map<EntityScope, Integer> numbers = new HashMap<>();
        for (DeferredRecord record : records) {
            numbers.computeIfAbsent(record.scope(), scope -> scopes.require(unit, scope));
            numbers.computeIfAbsent(record.awaitedScope(), scope -> scopes.require(unit, scope));
        }
        table.with(unit, handle -> {
            PreparedBatch batch = handle.prepareBatch(put);
            for (DeferredRecord record : records.stream().sorted(ORDER).toList()) {
                batch.bind("scope_id", numbers.get(record.scope()))
                        .bind("external_id", record.externalId().value())
                        .bind("since", Columns.at(record.since()))
                        .bind("awaited_scope_id", numbers.get(record.awaitedScope()))
                        .bind("awaited_type", record.awaitedType().value())
                        .bind("awaited_id", record.awaitedId().value())
                        .bind("overdue", record.overdue())
                        .bind("run_id", Columns.argument(record.runId()))
                        .bind("correlation_id", record.correlationId().value())
                        .add();
            }
            return batch.execute();
        });
    }

    @Override
    public int remove(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        return scopes.find(unit, scope)
                .map(number -> table.withConnection(unit, connection -> remove.update(connection, number, texts(ids))))
                .orElse(0);
    }

    @Override
    public Map<ExternalId, DeferredRecord> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        Map<ExternalId, DeferredRecord> found = new HashMap<>();
        Optional<Integer> number = ids.isEmpty() ? Optional.empty() : scopes.find(unit, scope);
        number.ifPresent(id -> table.withConnection(unit, connection -> {
            find.query(connection, id, texts(ids), row -> {
                if (row.getString(1) != null) {
                    DeferredRecord record = record(row, scope);
                    found.put(record.externalId(), record);
                }
            });
            return true;
        }));
        return found;
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope) {
        return inScope(
                        unit,
                        scope,
                        (handle, number) -> handle.createQuery(count)
                                .bind("scope", number)
                                .mapTo(Long.class)
                                .one())
                .orElse(0L);
    }

    @Override
    public List<DeferredRecord> list(UnitOfWork unit, EntityScope scope, Optional<ExternalId> after, int limit) {
        return inScope(
                        unit,
                        scope,
                        (handle, number) -> handle.createQuery(list)
                                .bind("scope", number)
                                .bind("after", after.map(ExternalId::value).orElse(""))
                                .bind("limit", limit)
                                .map((row, context) -> record(row, scope))
                                .list())
                .orElseGet(List::of);
    }

    @Override
    public List<DeferredRecord> overdue(UnitOfWork unit, EntityScope scope, Instant before, int limit) {
        return inScope(
                        unit,
                        scope,
                        (handle, number) -> handle.createQuery(overdue)
                                .bind("scope", number)
                                .bind("before", Columns.at(before))
                                .bind("limit", limit)
                                .map((row, context) -> record(row, scope))
                                .list())
                .orElseGet(List::of);
    }

    @Override
    public List<ExternalId> ready(UnitOfWork unit, EntityScope scope, int limit) {
        return inScope(
                        unit,
                        scope,
                        (handle, number) -> handle.createQuery(ready)
                                .bind("scope", number)
                                .bind("limit", limit)
                                .map((row, context) -> ExternalId.of(row.getString(1)))
                                .list())
                .orElseGet(List::of);
    }

    @Override
    public Set<EntityScope> wokenBy(UnitOfWork unit, EntityScope awaited) {
        return inScope(
                        unit,
                        awaited,
                        (handle, number) -> new HashSet<>(handle.createQuery(wokenBy)
                                .bind("scope", number)
                                .map((row, context) -> KeptRecordTable.scope(row))
                                .list()))
                .orElseGet(HashSet::new);
    }

    /** Empty if nothing was ever written for the scope. */
    private <T> Optional<T> inScope(UnitOfWork unit, EntityScope scope, BiFunction<Handle, Integer, T> query) {
        return scopes.find(unit, scope).map(number -> table.with(unit, handle -> query.apply(handle, number)));
    }

    private static List<String> texts(Collection<ExternalId> ids) {
        return ids.stream().map(ExternalId::value).toList();
    }

    private static DeferredRecord record(ResultSet row, EntityScope scope) throws SQLException {
        return new DeferredRecord(
                scope,
                ExternalId.of(row.getString("external_id")),
                EntityType.of(row.getString("awaited_type")),
                ExternalId.of(row.getString("awaited_id")),
                Columns.instant(row, "since"),
                row.getBoolean("overdue"),
                row.getObject("run_id", UUID.class),
                CorrelationId.ofNullable(row.getString("correlation_id")));
    }
}
