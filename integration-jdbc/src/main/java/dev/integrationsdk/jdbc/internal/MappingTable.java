package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.store.FieldHashes;
import dev.integrationsdk.store.MappingRepository;
import dev.integrationsdk.store.MappingStatus;
import dev.integrationsdk.store.RecordMapping;
import java.io.IOException;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Record mappings. Those of a page go through plain JDBC, which is measurably cheaper than JDBI's batch: decision 0003.
 * Pages are written in a fixed order, so that two transactions lock rows in the same order.
 */
final class MappingTable implements MappingRepository {
    /** Those that give up their row first, then in one order for everybody. */
    private static final Comparator<RecordMapping> ORDER = Comparator.comparing(RecordMapping::isActive)
            .thenComparing(mapping -> mapping.externalId().value());

    /** In the order in which {@link #mapping} reads them. */
    static final String COLUMNS =
            " external_id, internal_id, status, version, modified_at, content_hash, changed_at, field_hashes ";

    private final ScopeTable scopes;
    private final Table table;
    private final KeyedStatement find;
    private final KeyedStatement findActive;
    private final MappingWriter writer;
    private final String delete;
    private final String list;
    private final String count;

    MappingTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("record_mapping");
        find = table.dialect().find(table, "record_mapping", "external_id", COLUMNS);
        findActive = table.dialect().findActiveMappings(table);
        writer = table.dialect().mappingWriter(table);
        delete = table.sql("DELETE FROM ${prefix}record_mapping WHERE scope_id = ? AND external_id = ?");
        list = table.sql("SELECT " + COLUMNS + """
                  FROM ${prefix}record_mapping
                 WHERE scope_id = :scope AND external_id > :after
                 ORDER BY external_id
                 LIMIT :limit""");
        count = table.sql("""
                SELECT COUNT(*) FROM ${prefix}record_mapping WHERE scope_id = :scope AND status = :status""");
    }

    @Override
    public Map<ExternalId, RecordMapping> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        Map<ExternalId, RecordMapping> found = new HashMap<>(ids.size() * 2);
        query(unit, scope, find, ids, ExternalId::value, mapping -> found.put(mapping.externalId(), mapping));
        return found;
    }

    @Override
    public Map<UUID, RecordMapping> findActive(UnitOfWork unit, EntityScope scope, Collection<UUID> internalIds) {
        Map<UUID, RecordMapping> found = new HashMap<>(internalIds.size() * 2);
        query(unit, scope, findActive, internalIds, id -> id, mapping -> found.put(mapping.internalId(), mapping));
        return found;
    }

    private <K> void query(
            UnitOfWork unit,
            EntityScope scope,
            KeyedStatement statement,
            Collection<K> keys,
            Function<K, Object> text,
            Consumer<RecordMapping> reader) {
        Optional<Integer> number = keys.isEmpty() ? Optional.empty() : scopes.find(unit, scope);
        number.ifPresent(id -> table.withConnection(unit, connection -> {
            statement.query(connection, id, keys.stream().map(text).toList(), row -> {
                if (row.getString(1) != null) {
                    reader.accept(mapping(row));
                }
            });
            return true;
        }));
    }

    @Override
    public void insert(UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings) {
        write(
                unit,
                scope,
                mappings,
                writer::insert,
                "another transaction has added one of these external ids, or the"
                        + " row of one belongs to another record");
    }

    @Override
    public void update(UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings) {
        write(
                unit,
                scope,
                mappings,
                writer::update,
                "another transaction has removed or rekeyed one of these external"
                        + " ids, or the row of one belongs to another record");
    }

    private void write(
            UnitOfWork unit, EntityScope scope, List<RecordMapping> mappings, Writing writing, String conflict) {
        if (mappings.isEmpty()) {
            return;
        }
        int number = scopes.require(unit, scope);
        List<RecordMapping> sorted = mappings.stream().sorted(ORDER).toList();
        boolean written = table.withConnection(unit, connection -> {
            try {
                return writing.write(connection, number, sorted);
            } catch (SQLException failure) {
                if (SqlFailures.kindOf(failure) == SqlFailures.Kind.INTEGRITY) {
                    return false;
                }
                throw failure;
            }
        });
        if (!written) {
            throw table.conflict(conflict);
        }
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
                                .map(mapping -> mapping.with(change.getValue()))
                                .stream())
                .toList();
        if (!moved.isEmpty()) {
            remove(unit, scopes.require(unit, scope), newIds.keySet());
            insert(unit, scope, moved);
        }
    }

    private void remove(UnitOfWork unit, int scope, Collection<ExternalId> ids) {
        table.withConnection(unit, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(delete)) {
                for (ExternalId id : ids) {
                    statement.setInt(1, scope);
                    statement.setString(2, id.value());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
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

    /** By position: a name is looked up anew for every row. */
    private RecordMapping mapping(ResultSet row) throws SQLException {
        return new RecordMapping(
                ExternalId.of(row.getString(1)),
                row.getObject(2, UUID.class),
                table.constant(MappingStatus.class, "status", row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                Columns.optionalInstant(row, 5),
                Columns.hash(row.getBytes(6)),
                Columns.instant(row, 7),
                hashes(row.getBytes(8)));
    }

    private FieldHashes hashes(byte @Nullable [] bytes) {
        try {
            return FieldHashColumn.read(bytes);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw table.failed("field_hashes is not what this version writes; was it written by a newer one?");
        }
    }

    /** One of the writer's statements. */
    @FunctionalInterface
    private interface Writing {
        boolean write(Connection connection, int scope, List<RecordMapping> mappings) throws SQLException;
    }
}
