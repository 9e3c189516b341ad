package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorStatus;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.ConnectorRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Connectors: the current row moves by one conditional statement, and the key of the versions decides who is first. */
final class ConnectorTable implements ConnectorRepository {
    private final Table table;
    private final ConnectorVersionTable versions;
    private final ConnectorColumns columns;
    private final String insert;
    private final String update;
    private final String delete;
    private final String find;
    private final String list;
    private final String listOfSystem;

    ConnectorTable(Table.Source source) {
        table = source.table("connector");
        versions = new ConnectorVersionTable(source);
        columns = new ConnectorColumns(table);
        insert = table.sql("""
                INSERT INTO ${prefix}connector
                    (tenant_id, connector_id, system_code, status, revision, config, changed_by, changed_at, created_by,
                     created_at)
                VALUES (:tenant_id, :connector_id, :system_code, :status, :revision, :config, :changed_by, :changed_at,
                     :changed_by, :changed_at)""");
        update = table.sql("""
                UPDATE ${prefix}connector
                   SET status = :status, revision = :revision, config = :config, changed_by = :changed_by,
                       changed_at = :changed_at
                 WHERE tenant_id = :tenant_id AND connector_id = :connector_id AND system_code = :system_code
                   AND revision = :revision - 1""");
        delete = table.sql("""
                DELETE FROM ${prefix}connector
                 WHERE tenant_id = :tenant_id AND connector_id = :connector_id AND system_code = :system_code
                   AND revision = :revision - 1""");
        find = table.sql("""
                SELECT * FROM ${prefix}connector WHERE tenant_id = :tenant_id AND connector_id = :connector_id""");
        list = table.sql("""
                SELECT * FROM ${prefix}connector
                 WHERE tenant_id = :tenant_id AND connector_id > :after
                 ORDER BY tenant_id, connector_id
                 LIMIT :limit""");
        listOfSystem = table.sql("""
                SELECT * FROM ${prefix}connector
                 WHERE tenant_id = :tenant_id AND system_code = :system_code AND connector_id > :after
                 ORDER BY tenant_id, system_code, connector_id
                 LIMIT :limit""");
    }

    @Override
    public boolean append(UnitOfWork unit, ConnectorVersion next) {
        if (next.revision() == 1) {
            return versions.insert(unit, next) && write(unit, insert, next);
        }
        String statement = next.status() == ConnectorStatus.DELETED ? delete : update;
        if (!write(unit, statement, next)) {
            return false;
        }
        if (!versions.insert(unit, next)) {
            throw table.failed("revision " + next.revision() + " of " + next.key() + " has a version already");
        }
        return true;
    }

    private boolean write(UnitOfWork unit, String statement, ConnectorVersion next) {
        return table.inserting(
                        unit,
                        handle -> columns.bind(handle.createUpdate(statement), next)
                                .execute())
                == 1;
    }

    @Override
    public Optional<StoredConnector> find(UnitOfWork unit, ConnectorKey key) {
        return table.with(
                unit,
                handle -> ConnectorColumns.bind(handle.createQuery(find), key)
                        .map((row, context) -> stored(row))
                        .findOne());
    }

    @Override
    public List<StoredConnector> list(UnitOfWork unit, TenantId tenant, ConnectorListing wanted) {
        return table.with(
                unit,
                handle -> handle.createQuery(wanted.system().isPresent() ? listOfSystem : list)
                        .bind("tenant_id", tenant.value())
                        .bind(
                                "system_code",
                                wanted.system().map(SystemCode::value).orElse(""))
                        .bind("after", wanted.after().map(ConnectorId::value).orElse(""))
                        .bind("limit", wanted.limit())
                        .map((row, context) -> stored(row))
                        .list());
    }

    private StoredConnector stored(ResultSet row) throws SQLException {
        Instant createdAt = Columns.instant(row, "created_at");
        return new StoredConnector(
                columns.read(row), Actor.of(row.getString("created_by")), createdAt, Connection.pending(createdAt));
    }

    @Override
    public boolean connection(UnitOfWork unit, ConnectorKey key, Connection next) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Optional<ConnectorVersion> version(UnitOfWork unit, ConnectorKey key, long revision) {
        return versions.find(unit, key, revision);
    }

    @Override
    public List<ConnectorVersion> versions(UnitOfWork unit, ConnectorKey key, long before, int limit) {
        return versions.list(unit, key, before, limit);
    }
}
