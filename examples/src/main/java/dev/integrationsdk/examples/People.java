package dev.integrationsdk.examples;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.ExternalId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The host's side of people whom both sides change: applies what comes in, and supplies what goes out. */
final class People implements EntityHandler, EntityFeed {
    // tag::held[]
    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) throws SQLException {
        Connection connection = unit.unwrap(Connection.class);
        Answers answers = Answers.allApplied();
        for (InboundChange change : changes) {
            if (!change.isApproved() && takesTheLastAdministrator(change, connection)) {
                answers.held(change, "nobody would be left who may administer");
            } else if (change.kind() == ChangeKind.UPSERTED) {
                PersonTable.write(connection, change.internalId(), change.attributes());
            } else if (change.kind() != ChangeKind.REKEYED) {
                PersonTable.delete(connection, change.internalId());
            }
        }
        return answers;
    }

    private static boolean takesTheLastAdministrator(InboundChange change, Connection connection) throws SQLException {
        boolean stays = change.kind() == ChangeKind.UPSERTED
                && (!change.attributes().contains("role")
                        || change.attributes().text("role").equals(Optional.of("ADMIN")));
        return !stays
                && change.kind() != ChangeKind.REKEYED
                && PersonTable.rows(connection, "role = 'ADMIN'").keySet().equals(Set.of(change.internalId()));
    }
    // end::held[]

    /** Whom the host has already is known by the address. */
    @Override
    public Map<ExternalId, Collection<UUID>> match(List<InboundChange> unknown, UnitOfWork unit) throws SQLException {
        Map<ExternalId, Collection<UUID>> hits = new HashMap<>();
        for (InboundChange change : unknown) {
            String email = change.attributes().text("email").orElse("");
            hits.put(
                    change.externalId(),
                    PersonTable.rows(unit.unwrap(Connection.class), "email = ?", email)
                            .keySet());
        }
        return hits;
    }

    // tag::feed[]
    @Override
    public Map<UUID, HostRecord> load(Collection<UUID> internalIds, UnitOfWork unit) throws SQLException {
        Connection connection = unit.unwrap(Connection.class);
        Map<UUID, HostRecord> found = new HashMap<>();
        PersonTable.rows(connection, "id = ANY(?)", connection.createArrayOf("UUID", internalIds.toArray()))
                .forEach((id, row) -> found.put(id, HostRecord.of(row)));
        return found;
    }
    // end::feed[]
}
