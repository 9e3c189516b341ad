package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.CredentialRepository;
import dev.integrationsdk.store.StoredCredential;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Encrypted credentials. Until when a claim to renew one lasts is by the database's clock, as for leases. */
final class CredentialTable implements CredentialRepository {
    private static final RowInsert FIRST = new RowInsert(
            "credential",
            List.of("tenant_id", "connector_id", "field"),
            List.of("version", "key_id", "envelope", "written_at"));

    private static final String OF_FIELD =
            " WHERE tenant_id = :tenant_id AND connector_id = :connector_id AND field = :field";

    private static final Comparator<StoredCredential> ORDER = Comparator.<StoredCredential, TenantId>comparing(
                    row -> row.connector().tenant())
            .thenComparing(row -> row.connector().id())
            .thenComparing(StoredCredential::field);

    /** What comes after a row, in the order of the key: no database reads three columns at once along an index. */
    private static final List<String> AFTER = List.of(
            " AND tenant_id = :tenant_id AND connector_id = :connector_id AND field > :field",
            " AND tenant_id = :tenant_id AND connector_id > :connector_id",
            " AND tenant_id > :tenant_id");

    private final Table table;
    private final String find;
    private final String list;
    private final String insert;
    private final String update;
    private final String delete;
    private final String claim;
    private final String release;
    private final String nextKey;
    private final String underKey;

    CredentialTable(Table.Source source) {
        table = source.table("credential");
        find = table.sql("SELECT * FROM ${prefix}credential" + OF_FIELD);
        list = table.sql("""
                SELECT * FROM ${prefix}credential WHERE tenant_id = :tenant_id AND connector_id = :connector_id
                 ORDER BY tenant_id, connector_id, field""");
        insert = table.sql(table.dialect().insertMissing(FIRST));
        update = table.sql("""
                UPDATE ${prefix}credential
                   SET version = :version, key_id = :key_id, envelope = :envelope, written_at = :written_at""" + OF_FIELD + " AND version = :version - 1");
        delete = table.sql("""
                DELETE FROM ${prefix}credential WHERE tenant_id = :tenant_id AND connector_id = :connector_id""");
        claim = table.sql("UPDATE ${prefix}credential SET refresh_owner = :owner, refresh_until = ${expiry}" + OF_FIELD
                + " AND version = :version"
                + " AND (refresh_owner IS NULL OR refresh_owner = :owner OR refresh_until <= ${now})");
        release = table.sql("UPDATE ${prefix}credential SET refresh_owner = NULL, refresh_until = NULL" + OF_FIELD
                + " AND refresh_owner = :owner");
        nextKey = table.sql("SELECT key_id FROM ${prefix}credential WHERE key_id > :key_id ORDER BY key_id LIMIT 1");
        underKey = table.sql("""
                SELECT * FROM ${prefix}credential WHERE key_id = :key_id${after}
                 ORDER BY key_id, tenant_id, connector_id, field
                 LIMIT :limit""");
    }

    @Override
    public Optional<StoredCredential> find(UnitOfWork unit, ConnectorKey key, String field) {
        return table.with(
                unit,
                handle -> bind(handle.createQuery(find), key, field)
                        .map((row, context) -> credential(row))
                        .findOne());
    }

    @Override
    public List<StoredCredential> list(UnitOfWork unit, ConnectorKey key) {
        return table.with(
                unit,
                handle -> ConnectorColumns.bind(handle.createQuery(list), key)
                        .map((row, context) -> credential(row))
                        .list());
    }

    @Override
    public boolean put(UnitOfWork unit, StoredCredential next) {
        String statement = next.version() == 1 ? insert : update;
        return table.inserting(
                        unit,
                        handle -> bind(handle.createUpdate(statement), next.connector(), next.field())
                                .bind("version", next.version())
                                .bind("key_id", next.keyId())
                                .bind("envelope", Columns.argument(next.envelope()))
                                .bind("written_at", Columns.at(next.writtenAt()))
                                .execute())
                == 1;
    }

    @Override
    public int delete(UnitOfWork unit, ConnectorKey key) {
        return table.with(
                unit,
                handle ->
                        ConnectorColumns.bind(handle.createUpdate(delete), key).execute());
    }

    @Override
    public boolean claimRefresh(
            UnitOfWork unit, ConnectorKey key, String field, long version, String owner, Duration time) {
        return table.with(
                        unit,
                        handle -> bind(handle.createUpdate(claim), key, field)
                                .bind("version", version)
                                .bind("owner", owner)
                                .bind("millis", time.toMillis())
                                .execute())
                == 1;
    }

    @Override
    public void releaseRefresh(UnitOfWork unit, ConnectorKey key, String field, String owner) {
        table.with(
                unit,
                handle -> bind(handle.createUpdate(release), key, field)
                        .bind("owner", owner)
                        .execute());
    }

    /** Those of every other key along the index on the key, and from them the first. */
    List<StoredCredential> notUnder(UnitOfWork unit, String primaryKeyId, Optional<StoredCredential> after, int limit) {
        return table.with(unit, handle -> {
            List<StoredCredential> found = new ArrayList<>();
            for (String keyId : keyIds(handle)) {
                if (!keyId.equals(primaryKeyId)) {
                    found.addAll(underKey(handle, keyId, after, limit));
                }
            }
            return found.stream().sorted(ORDER).limit(limit).toList();
        });
    }

    private List<StoredCredential> underKey(Handle handle, String keyId, Optional<StoredCredential> after, int limit) {
        if (after.isEmpty()) {
            return handle.createQuery(underKey.replace("${after}", ""))
                    .bind("key_id", keyId)
                    .bind("limit", limit)
                    .map((row, context) -> credential(row))
                    .list();
        }
        List<StoredCredential> found = new ArrayList<>();
        for (String condition : AFTER) {
            if (found.size() < limit) {
                found.addAll(bind(
                                handle.createQuery(underKey.replace("${after}", condition)),
                                after.get().connector(),
                                after.get().field())
                        .bind("key_id", keyId)
                        .bind("limit", limit - found.size())
                        .map((row, context) -> credential(row))
                        .list());
            }
        }
        return found;
    }

    /** From one to the next along the index, however many rows each has. */
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

    private static <S extends SqlStatement<S>> S bind(S statement, ConnectorKey key, String field) {
        return ConnectorColumns.bind(statement, key).bind("field", field);
    }

    private static StoredCredential credential(ResultSet row) throws SQLException {
        return new StoredCredential(
                new ConnectorKey(
                        TenantId.of(row.getString("tenant_id")), ConnectorId.of(row.getString("connector_id"))),
                row.getString("field"),
                row.getLong("version"),
                row.getString("key_id"),
                row.getBytes("envelope"),
                Columns.instant(row, "written_at"));
    }
}
