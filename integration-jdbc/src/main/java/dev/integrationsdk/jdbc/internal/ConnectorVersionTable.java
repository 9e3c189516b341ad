package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.host.UnitOfWork;
import java.util.List;
import java.util.Optional;

/** Versions of connectors: rows are only ever added, also when the connector is deleted. */
final class ConnectorVersionTable {
    private final Table table;
    private final ConnectorColumns columns;
    private final String insert;
    private final String find;
    private final String list;

    ConnectorVersionTable(Table.Source source) {
        table = source.table("connector_version");
        columns = new ConnectorColumns(table);
        insert = table.sql(table.dialect()
                .insertMissing(new RowInsert("connector_version", ConnectorColumns.KEY, ConnectorColumns.OTHERS)));
        find = table.sql("""
                SELECT * FROM ${prefix}connector_version
                 WHERE tenant_id = :tenant_id AND connector_id = :connector_id AND revision = :revision""");
        list = table.sql("""
                SELECT * FROM ${prefix}connector_version
                 WHERE tenant_id = :tenant_id AND connector_id = :connector_id AND revision < :before
                 ORDER BY revision DESC
                 LIMIT :limit""");
    }

    /** @return false if this revision is there already */
    boolean insert(UnitOfWork unit, ConnectorVersion version) {
        return table.inserting(
                        unit,
                        handle -> columns.bind(handle.createUpdate(insert), version)
                                .execute())
                == 1;
    }

    Optional<ConnectorVersion> find(UnitOfWork unit, ConnectorKey key, long revision) {
        return table.with(
                unit,
                handle -> ConnectorColumns.bind(handle.createQuery(find), key)
                        .bind("revision", revision)
                        .map((row, context) -> columns.read(row))
                        .findOne());
    }

    List<ConnectorVersion> list(UnitOfWork unit, ConnectorKey key, long before, int limit) {
        return table.with(
                unit,
                handle -> ConnectorColumns.bind(handle.createQuery(list), key)
                        .bind("before", before)
                        .bind("limit", limit)
                        .map((row, context) -> columns.read(row))
                        .list());
    }
}
