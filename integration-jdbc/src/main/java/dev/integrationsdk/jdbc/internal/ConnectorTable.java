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
    private final ConnectionColumns connections;
    private final String insert;
    private final String update;
    private final String delete;
    private final String find;
    private final String connect;
    private final String list;
    private final String listOfSystem;
    private final String listInState;
    private final String listToCheck;

    ConnectorTable(Table.Source source) {
        table = source.table("connector");
        versions = new ConnectorVersionTable(source);
        columns = new ConnectorColumns(table);
        connections = new ConnectionColumns(table);
        insert = table.sql("""
                INSERT INTO ${prefix}connector
                    (tenant_id, connector_id, system_code, status, revision, config, changed_by, changed_at, created_by,
                     created_at, connection_state, connection_revision, connection_fields, checked_at)
                VALUES (:tenant_id, :connector_id, :system_code, :status, :revision, :config, :changed_by, :changed_at,
                     :changed_by, :changed_at, :connection_state, :connection_revision, :connection_fields,
                     :checked_at)""");
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
        connect = table.sql("""
                UPDATE ${prefix}connector
                   SET connection_state = :connection_state, connection_revision = :connection_revision,
                       connection_fields = :connection_fields, checked_at = :checked_at
                 WHERE tenant_id = :tenant_id AND connector_id = :connector_id
                   AND connection_revision = :connection_revision - 1""");
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
        listInState = table.sql("""
                SELECT * FROM ${prefix}connector
                 WHERE tenant_id = :tenant_id AND connection_state = :connection_state AND connector_id > :after
                   AND (:system_code = '' OR system_code = :system_code)
                 ORDER BY tenant_id, connection_state, connector_id
                 LIMIT :limit""");
        listToCheck = table.sql("""
                SELECT * FROM ${prefix}connector
                 WHERE status = 'ENABLED' AND checked_at < :before
                 ORDER BY status, checked_at, tenant_id, connector_id
                 LIMIT :limit""");
    }

    @Override
    public boolean append(UnitOfWork unit, ConnectorVersion next) {
        if (next.revision() == 1) {
            return versions.insert(unit, next) && insert(unit, next);
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

    private boolean insert(UnitOfWork unit, ConnectorVersion first) {
        return table.inserting(
                        unit,
                        handle -> ConnectionColumns.bind(
                                        columns.bind(handle.createUpdate(insert), first),
                                        Connection.pending(first.changedAt()))
                                .execute())
                == 1;
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
                handle -> handle.createQuery(listing(wanted))
                        .bind("tenant_id", tenant.value())
                        .bind(
                                "system_code",
                                wanted.system().map(SystemCode::value).orElse(""))
                        .bind("connection_state", wanted.state().map(Enum::name).orElse(""))
                        .bind("after", wanted.after().map(ConnectorId::value).orElse(""))
                        .bind("limit", wanted.limit())
                        .map((row, context) -> stored(row))
                        .list());
    }

    private String listing(ConnectorListing wanted) {
        if (wanted.state().isPresent()) {
            return listInState;
        }
        return wanted.system().isPresent() ? listOfSystem : list;
    }

    /** Of all tenants, along an index of its own. */
    List<StoredConnector> listToCheck(UnitOfWork unit, Instant before, int limit) {
        return table.with(
                unit,
                handle -> handle.createQuery(listToCheck)
                        .bind("before", Columns.at(before))
                        .bind("limit", limit)
                        .map((row, context) -> stored(row))
                        .list());
    }

    private StoredConnector stored(ResultSet row) throws SQLException {
        return new StoredConnector(
                columns.read(row),
                Actor.of(row.getString("created_by")),
                Columns.instant(row, "created_at"),
                connections.read(row));
    }

    @Override
    public boolean connection(UnitOfWork unit, ConnectorKey key, Connection next) {
        return table.with(
                        unit,
                        handle -> ConnectionColumns.bind(ConnectorColumns.bind(handle.createUpdate(connect), key), next)
                                .execute())
                == 1;
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
