package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.AuthorizationRepository;
import dev.integrationsdk.store.PendingAuthorization;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Pending authorizations: whoever deletes the row has it. */
final class AuthorizationTable implements AuthorizationRepository {
    private final Table table;
    private final String insert;
    private final String find;
    private final String delete;

    AuthorizationTable(Table.Source source) {
        table = source.table("pending_authorization");
        insert = table.sql("""
                INSERT INTO ${prefix}pending_authorization
                    (tenant_id, state_hash, connector_id, actor, verifier, redirect_uri, other_account_allowed, expires_at)
                VALUES (:tenant_id, :state_hash, :connector_id, :actor, :verifier, :redirect_uri, :other_account_allowed,
                     :expires_at)""");
        find = table.sql("""
                SELECT * FROM ${prefix}pending_authorization
                 WHERE tenant_id = :tenant_id AND state_hash = :state_hash""");
        delete = table.sql("""
                DELETE FROM ${prefix}pending_authorization
                 WHERE tenant_id = :tenant_id AND state_hash = :state_hash""");
    }

    @Override
    public void put(UnitOfWork unit, PendingAuthorization pending) {
        table.inserting(
                unit,
                handle -> ConnectorColumns.bind(handle.createUpdate(insert), pending.connector())
                        .bind("state_hash", pending.stateHash())
                        .bind("actor", pending.actor().value())
                        .bind("verifier", Columns.argument(pending.verifier()))
                        .bind("redirect_uri", pending.redirectUri().toString())
                        .bind("other_account_allowed", pending.isOtherAccountAllowed())
                        .bind("expires_at", Columns.at(pending.expiresAt()))
                        .execute());
    }

    @Override
    public Optional<PendingAuthorization> take(UnitOfWork unit, TenantId tenant, String stateHash) {
        return table.with(
                unit,
                handle -> handle.createQuery(find)
                        .bind("tenant_id", tenant.value())
                        .bind("state_hash", stateHash)
                        .map((row, context) -> pending(row))
                        .findOne()
                        .filter(found -> handle.createUpdate(delete)
                                        .bind("tenant_id", tenant.value())
                                        .bind("state_hash", stateHash)
                                        .execute()
                                == 1));
    }

    private static PendingAuthorization pending(ResultSet row) throws SQLException {
        return PendingAuthorization.of(
                row.getString("state_hash"),
                new PendingAuthorization.Who(
                        new ConnectorKey(
                                TenantId.of(row.getString("tenant_id")), ConnectorId.of(row.getString("connector_id"))),
                        Actor.of(row.getString("actor"))),
                row.getBytes("verifier"),
                new PendingAuthorization.Terms(
                        URI.create(row.getString("redirect_uri")),
                        row.getBoolean("other_account_allowed"),
                        Columns.instant(row, "expires_at")));
    }
}
