package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Record mappings. Those of a page go through plain JDBC, which is measurably cheaper than JDBI's batch: decision 0003.
 * Batches are written in the order of the external ids, so that two transactions lock rows in the same order.
 */
final class MappingTable implements MappingRepository {
    private static final Comparator<RecordMapping> BY_EXTERNAL_ID =
            Comparator.comparing(mapping -> mapping.externalId().value());

    private final ScopeTable scopes;
    private final Table table;
    private final String find;
    private final String insert;
    private final String update;
    private final IdLists delete;
    private final String list;
    private final String count;

    MappingTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("record_mapping");
        find = table.sql(table.dialect().findMappings());
        insert = table.sql(table.dialect().insertMapping());
        update = table.sql("""
                UPDATE ${prefix}record_mapping
                   SET internal_id = ?, status = ?, version = ?, modified_at = ?, content_hash = ?, changed_at = ?
                 WHERE external_id = ? AND scope_id = ?""");
        delete = new IdLists(table.sql("""
                DELETE FROM ${prefix}record_mapping WHERE scope_id = ? AND external_id IN (${ids})"""));
        list = table.sql("""
                SELECT external_id, internal_id, status, version, modified_at, content_hash, changed_at
                  FROM ${prefix}record_mapping
                 WHERE scope_id = :scope AND external_id > :after
                 ORDER BY external_id
                 FETCH FIRST :limit ROWS ONLY""");
        count = table.sql("""
                SELECT COUNT(*) FROM ${prefix}record_mapping WHERE scope_id = :scope AND status = :status""");
    }

    @Override
    public Map<ExternalId, RecordMapping> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        Optional<Integer> number = ids.isEmpty() ? Optional.empty() : scopes.find(unit, scope);
        return number.map(id -> table.withConnection(unit, connection -> read(connection, id, ids)))
                .orElseGet(Map::of);
    }

    private Map<ExternalId, RecordMapping> read(Connection connection, int scope, Collection<ExternalId> ids)
            throws SQLException {
        Map<ExternalId, RecordMapping> found = new HashMap<>(ids.size() * 2);
        try (PreparedStatement statement = connection.prepareStatement(find)) {
            statement.setArray(1, connection.createArrayOf("VARCHAR", texts(ids).toArray()));
            statement.setInt(2, scope);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1) != null) {
                        RecordMapping mapping = mapping(rows);
                        found.put(mapping.externalId(), mapping);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> texts(Collection<ExternalId> ids) {
        return ids.stream().map(ExternalId::value).toList();
    }

    @Override
    public void insert(UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings) {
        if (mappings.isEmpty()) {
            return;
        }
        int number = scopes.require(unit, scope);
        boolean added = table.withConnection(unit, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                for (RecordMapping mapping : sorted(mappings)) {
                    statement.setString(1, mapping.externalId().value());
                    statement.setInt(2, number);
                    bindState(statement, 3, mapping);
                    statement.addBatch();
                }
                return wroteAll(statement.executeBatch());
            } catch (SQLException failure) {
                if (SqlFailures.kindOf(failure) == SqlFailures.Kind.INTEGRITY) {
                    return false;
                }
                throw failure;
            }
        });
        if (!added) {
            throw table.conflict("another transaction has added one of these external ids");
        }
    }

    @Override
    public void update(UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings) {
        if (mappings.isEmpty()) {
            return;
        }
        int number = scopes.require(unit, scope);
        boolean changed = table.withConnection(unit, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                for (RecordMapping mapping : sorted(mappings)) {
                    bindState(statement, 1, mapping);
                    statement.setString(7, mapping.externalId().value());
                    statement.setInt(8, number);
                    statement.addBatch();
                }
                return wroteAll(statement.executeBatch());
            }
        });
        if (!changed) {
            throw table.conflict("another transaction has removed or rekeyed one of these external ids");
        }
    }

    private static List<RecordMapping> sorted(List<RecordMapping> mappings) {
        return mappings.stream().sorted(BY_EXTERNAL_ID).toList();
    }

    private static void bindState(PreparedStatement statement, int from, RecordMapping mapping) throws SQLException {
        statement.setObject(from, mapping.internalId());
        statement.setString(from + 1, mapping.status().name());
        statement.setString(from + 2, mapping.version().orElse(null));
        statement.setObject(from + 3, Columns.utc(mapping.modifiedAt()));
        statement.setBytes(from + 4, Columns.bytes(mapping.contentHash()));
        statement.setObject(from + 5, Columns.utc(mapping.changedAt()));
    }

    private static boolean wroteAll(int[] counts) {
        for (int count : counts) {
            if (count == 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes the rows out and adds them under their new ids, so that ids may be exchanged or passed on in a chain. */
    @Override
    public void rekey(UnitOfWork unit, EntityScope scope, Map<ExternalId, ExternalId> newIds) {
        Set<ExternalId> all = new LinkedHashSet<>(newIds.keySet());
        all.addAll(newIds.values());
        Map<ExternalId, RecordMapping> found = find(unit, scope, all);
        boolean taken = newIds.values().stream().anyMatch(id -> found.containsKey(id) && !newIds.containsKey(id));
        if (taken) {
            throw table.conflict("a new external id is taken");
        }
        List<RecordMapping> moved = newIds.entrySet().stream()
                .flatMap(
                        change -> Optional.ofNullable(found.get(change.getKey()))
                                .map(mapping -> rekeyed(mapping, change.getValue()))
                                .stream())
                .toList();
        if (!moved.isEmpty()) {
            remove(unit, scopes.require(unit, scope), newIds.keySet());
            insert(unit, scope, moved);
        }
    }

    private static RecordMapping rekeyed(RecordMapping mapping, ExternalId id) {
        return new RecordMapping(
                id,
                mapping.internalId(),
                mapping.status(),
                mapping.version(),
                mapping.modifiedAt(),
                mapping.contentHash(),
                mapping.changedAt());
    }

    private void remove(UnitOfWork unit, int scope, Collection<ExternalId> ids) {
        table.withConnection(unit, connection -> {
            int removed = 0;
            for (IdLists.Chunk chunk : delete.of(texts(ids))) {
                try (PreparedStatement statement = connection.prepareStatement(chunk.sql())) {
                    chunk.bind(statement, scope);
                    removed += statement.executeUpdate();
                }
            }
            return removed;
        });
    }

    @Override
    public List<RecordMapping> list(UnitOfWork unit, EntityScope scope, Optional<ExternalId> after, int limit) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createQuery(list)
                                .bind("scope", number)
                                .bind("after", after.map(ExternalId::value).orElse(""))
                                .bind("limit", limit)
                                .map((row, context) -> mapping(row))
                                .list()))
                .orElseGet(List::of);
    }

    @Override
    public long count(UnitOfWork unit, EntityScope scope, MappingStatus status) {
        return scopes.find(unit, scope)
                .map(number -> table.with(
                        unit,
                        handle -> handle.createQuery(count)
                                .bind("scope", number)
                                .bind("status", status.name())
                                .mapTo(Long.class)
                                .one()))
                .orElse(0L);
    }

    /** By position, in the order of both selects: a name is looked up anew for every row. */
    private RecordMapping mapping(ResultSet row) throws SQLException {
        return new RecordMapping(
                ExternalId.of(row.getString(1)),
                row.getObject(2, UUID.class),
                table.constant(MappingStatus.class, "status", row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                Columns.optionalInstant(row, 5),
                Columns.hash(row.getBytes(6)),
                Columns.instant(row, 7));
    }
}
