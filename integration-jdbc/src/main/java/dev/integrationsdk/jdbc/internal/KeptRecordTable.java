package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.KeptRecord;
import dev.integrationsdk.store.KeptRecordRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Encrypted records that could not be applied yet. */
final class KeptRecordTable implements KeptRecordRepository {
    private static final Comparator<KeptRecord> ORDER = Comparator.comparing(KeptRecord::externalId);

    private final ScopeTable scopes;
    private final Table table;
    private final String put;
    private final KeyedStatement find;
    private final KeyedStatement remove;
    private final String replace;
    private final String nextKey;
    private final String underKey;

    KeptRecordTable(Table.Source source, ScopeTable scopes) {
        this.scopes = scopes;
        table = source.table("kept_record");
        put = table.sql(table.dialect()
                .insertOrReplace(
                        new RowInsert("kept_record", List.of("scope_id", "external_id"), List.of("key_id", "envelope")),
                        Set.of()));
        find = table.dialect().find(table, "kept_record", "external_id", "external_id, key_id, envelope");
        remove = table.dialect().remove(table, "kept_record", "external_id");
        replace = table.sql("""
                UPDATE ${prefix}kept_record SET key_id = :key_id, envelope = :envelope
                 WHERE scope_id = :scope_id AND external_id = :external_id
                   AND key_id = :former_key AND envelope = :former_envelope""");
        nextKey = table.sql("SELECT key_id FROM ${prefix}kept_record WHERE key_id > :key_id ORDER BY key_id LIMIT 1");
        underKey = table.sql("""
                SELECT kept.external_id, kept.key_id, kept.envelope,
                       scope.tenant_id, scope.connector_id, scope.entity_type
                  FROM ${prefix}kept_record kept JOIN ${prefix}scope scope ON scope.scope_id = kept.scope_id
                 WHERE kept.key_id = :key_id${after}
                 ORDER BY kept.key_id, kept.scope_id, kept.external_id
                 LIMIT :limit""");
    }

    @Override
    public void put(UnitOfWork unit, List<KeptRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        Map<EntityScope, Integer> numbers = new HashMap<>();
        records.forEach(record -> numbers.computeIfAbsent(record.scope(), scope -> scopes.require(unit, scope)));
        table.with(unit, handle -> {
            PreparedBatch batch = handle.prepareBatch(put);
            for (KeptRecord record : records.stream().sorted(ORDER).toList()) {
                batch.bind("scope_id", numbers.get(record.scope()))
                        .bind("external_id", record.externalId().value())
                        .bind("key_id", record.keyId())
                        .bind("envelope", Columns.argument(record.envelope()))
                        .add();
            }
            return batch.execute();
        });
    }

    @Override
    public Map<ExternalId, KeptRecord> find(UnitOfWork unit, EntityScope scope, Collection<ExternalId> ids) {
        Map<ExternalId, KeptRecord> found = new HashMap<>();
        Optional<Integer> number = ids.isEmpty() ? Optional.empty() : scopes.find(unit, scope);
        number.ifPresent(id -> table.withConnection(unit, connection -> {
            find.query(connection, id, texts(ids), row -> {
                if (row.getString(1) != null) {
                    KeptRecord record = record(row, scope);
                    found.put(record.externalId(), record);
                }
            });
            return true;
        }));
        return found;
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
    public boolean replace(UnitOfWork unit, KeptRecord former, KeptRecord next) {
        return scopes.find(unit, former.scope())
                .map(number -> table.with(
                        unit,
                        handle -> handle.createUpdate(replace)
                                .bind("scope_id", number)
                                .bind("external_id", former.externalId().value())
                                .bind("key_id", next.keyId())
                                .bind("envelope", Columns.argument(next.envelope()))
                                .bind("former_key", former.keyId())
                                .bind("former_envelope", Columns.argument(former.envelope()))
                                .execute()))
                .filter(changed -> changed == 1)
                .isPresent();
    }

    /** Those of every other key along the index on the key, one key after the other. */
    List<KeptRecord> notUnder(UnitOfWork unit, String primaryKeyId, Optional<KeptRecord> after, int limit) {
        Optional<Integer> scope = after.flatMap(last -> scopes.find(unit, last.scope()));
        return table.with(unit, handle -> {
            List<KeptRecord> found = new ArrayList<>();
            for (String keyId : keyIds(handle)) {
                boolean passed =
                        after.isPresent() && keyId.compareTo(after.get().keyId()) < 0;
                boolean here = after.isPresent() && keyId.equals(after.get().keyId()) && scope.isPresent();
                if (!keyId.equals(primaryKeyId) && !passed) {
                    found.addAll(
                            here
                                    ? underKey(handle, keyId, scope.get(), after.get(), limit - found.size())
                                    : underKey(handle, keyId, "", limit - found.size())
                                            .mapped());
                }
            }
            return found;
        });
    }

    /** What follows within the scope, and then in later ones: no database reads two columns at once along an index. */
    private List<KeptRecord> underKey(Handle handle, String keyId, int scope, KeptRecord after, int limit) {
        List<KeptRecord> found = new ArrayList<>(
                underKey(handle, keyId, " AND kept.scope_id = :scope_id AND kept.external_id > :external_id", limit)
                        .after(scope, after)
                        .mapped());
        found.addAll(underKey(handle, keyId, " AND kept.scope_id > :scope_id", limit - found.size())
                .after(scope, after)
                .mapped());
        return found;
    }

    private Page underKey(Handle handle, String keyId, String condition, int limit) {
        return new Page(handle.createQuery(underKey.replace("${after}", condition))
                .bind("key_id", keyId)
                .bind("limit", limit));
    }

    /** A query of rows with their scopes. */
    private record Page(Query query) {
        Page after(int scope, KeptRecord last) {
            return new Page(query.bind("scope_id", scope)
                    .bind("external_id", last.externalId().value()));
        }

        List<KeptRecord> mapped() {
            return query.map((row, context) -> record(row, scope(row))).list();
        }
    }

    Set<String> keyIds(UnitOfWork unit) {
        return table.with(unit, this::keyIds);
    }

    private Set<String> keyIds(Handle handle) {
        Set<String> ids = new TreeSet<>();
        Optional<String> next = nextKey(handle, "");
        while (next.isPresent()) {
            ids.add(next.get());
            next = nextKey(handle, next.get());
        }
        return ids;
    }

    private Optional<String> nextKey(Handle handle, String former) {
        return handle.createQuery(nextKey)
                .bind("key_id", former)
                .mapTo(String.class)
                .findOne();
    }

    private static List<String> texts(Collection<ExternalId> ids) {
        return ids.stream().map(ExternalId::value).toList();
    }

    private static KeptRecord record(ResultSet row, EntityScope scope) throws SQLException {
        return new KeptRecord(
                scope, ExternalId.of(row.getString("external_id")), row.getString("key_id"), row.getBytes("envelope"));
    }

    static EntityScope scope(ResultSet row) throws SQLException {
        return new EntityScope(
                TenantId.of(row.getString("tenant_id")),
                ConnectorId.of(row.getString("connector_id")),
                EntityType.of(row.getString("entity_type")));
    }
}
