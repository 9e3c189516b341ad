package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.store.FieldMappingRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Versions of field mappings: rows are only ever added. */
final class FieldMappingTable implements FieldMappingRepository {
    private static final List<String> KEY = List.of("tenant_id", "connector_id", "entity_type", "revision");
    private static final List<String> OTHERS = List.of("overrides", "changed_by", "changed_at");

    private final Table table;
    private final TextFields overrides;
    private final String insert;
    private final String find;
    private final String list;

    FieldMappingTable(Table.Source source) {
        table = source.table("field_mapping");
        overrides = new TextFields(table, "overrides");
        insert = table.sql(table.dialect().insertMissing(new RowInsert("field_mapping", KEY, OTHERS)));
        find = table.sql("""
                SELECT * FROM ${prefix}field_mapping
                 WHERE tenant_id = :tenant_id AND connector_id = :connector_id AND entity_type = :entity_type
                   AND revision = :revision""");
        list = table.sql("""
                SELECT * FROM ${prefix}field_mapping
                 WHERE tenant_id = :tenant_id AND connector_id = :connector_id AND entity_type = :entity_type
                   AND revision < :before
                 ORDER BY tenant_id DESC, connector_id DESC, entity_type DESC, revision DESC
                 LIMIT :limit""");
    }

    @Override
    public boolean append(UnitOfWork unit, FieldMappingVersion next) {
        return table.inserting(unit, handle -> follows(handle, next) && inserted(handle, next));
    }

    private boolean follows(Handle handle, FieldMappingVersion next) {
        return next.revision() == 1
                || version(handle, next.scope(), next.revision() - 1).isPresent();
    }

    private boolean inserted(Handle handle, FieldMappingVersion next) {
        return bind(handle.createUpdate(insert), next.scope())
                        .bind("revision", next.revision())
                        .bind("overrides", TextFields.written(next.overrides()))
                        .bind("changed_by", next.changedBy().value())
                        .bind("changed_at", Columns.at(next.changedAt()))
                        .execute()
                == 1;
    }

    private static <S extends SqlStatement<S>> S bind(S statement, EntityScope scope) {
        return statement
                .bind("tenant_id", scope.tenant().value())
                .bind("connector_id", scope.connector().value())
                .bind("entity_type", scope.entityType().value());
    }

    @Override
    public Optional<FieldMappingVersion> current(UnitOfWork unit, EntityScope scope) {
        return versions(unit, scope, Long.MAX_VALUE, 1).stream().findFirst();
    }

    @Override
    public Optional<FieldMappingVersion> version(UnitOfWork unit, EntityScope scope, long revision) {
        return table.with(unit, handle -> version(handle, scope, revision));
    }

    private Optional<FieldMappingVersion> version(Handle handle, EntityScope scope, long revision) {
        return bind(handle.createQuery(find), scope)
                .bind("revision", revision)
                .map((row, context) -> read(scope, row))
                .findOne();
    }

    @Override
    public List<FieldMappingVersion> versions(UnitOfWork unit, EntityScope scope, long before, int limit) {
        return table.with(
                unit,
                handle -> bind(handle.createQuery(list), scope)
                        .bind("before", before)
                        .bind("limit", limit)
                        .map((row, context) -> read(scope, row))
                        .list());
    }

    private FieldMappingVersion read(EntityScope scope, ResultSet row) throws SQLException {
        return FieldMappingVersion.of(
                scope,
                overrides.read(row.getString("overrides")),
                row.getLong("revision"),
                new FieldMappingVersion.Change(
                        Actor.of(row.getString("changed_by")), Columns.instant(row, "changed_at")));
    }
}
