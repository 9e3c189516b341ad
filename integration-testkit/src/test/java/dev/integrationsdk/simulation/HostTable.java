package dev.integrationsdk.simulation;

import dev.integrationsdk.host.Answers;
import dev.integrationsdk.host.ChangeKind;
import dev.integrationsdk.host.EntityFeed;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.host.InboundChange;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.simulation.Faults.Fault;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.testkit.InMemoryTransaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of one entity type, of all tenants. Outlives a crash. Confined to its thread. */
final class HostTable implements EntityHandler, EntityFeed {
    private final World world;
    private final Map<UUID, Row> rows = new HashMap<>();
    private long inserted;
    private long changed;

    HostTable(World world) {
        this.world = world;
    }

    /** A row, with whose it is. */
    record Row(TenantId tenant, HostRecord record) {
        String email() {
            return record.attributes().get("email").map(Object::toString).orElse("");
        }
    }

    Map<UUID, Row> of(TenantId tenant) {
        Map<UUID, Row> some = new HashMap<>(rows);
        some.values().removeIf(row -> !row.tenant().equals(tenant));
        return some;
    }

    /** How many rows the handler has inserted, as far as it was committed. */
    long inserted() {
        return inserted;
    }

    /** How many changes the handler has applied, as far as they were committed. */
    long changed() {
        return changed;
    }

    /** The host's own write. */
    void save(TenantId tenant, UUID id, Attributes attributes, UnitOfWork unit) {
        put(tenant, id, attributes, unit);
    }

    void remove(UUID id, UnitOfWork unit) {
        unit.unwrap(InMemoryTransaction.class).remove(rows, id);
    }

    private void put(TenantId tenant, UUID id, Attributes attributes, UnitOfWork unit) {
        HostRecord record = new HostRecord(attributes, Optional.of(world.clock().instant()));
        unit.unwrap(InMemoryTransaction.class).put(rows, id, new Row(tenant, record));
    }

    @Override
    public Answers apply(List<InboundChange> changes, UnitOfWork unit) {
        world.machine().point("handler begins");
        Answers answers = Answers.allApplied();
        for (InboundChange change : changes) {
            world.oracle().seen(change);
            if (world.faults().happens(Fault.HANDLER_THROWS)) {
                throw new IllegalArgumentException("simulated");
            }
            if (world.faults().happens(Fault.HANDLER_REJECTS)) {
                answers.rejected(change, "simulated");
            } else {
                apply(change, unit);
            }
            world.machine().point("handler amid");
        }
        return answers;
    }

    private void apply(InboundChange change, UnitOfWork unit) {
        TenantId tenant = change.scope().tenant();
        Row standing = rows.get(change.internalId());
        if (standing != null && !standing.tenant().equals(tenant)) {
            throw new Violation("a change of " + tenant + " goes to a row of " + standing.tenant());
        }
        if (standing != null && change.isNew()) {
            world.oracle().violated("a new record is given a row that is there: " + standing.email());
        }
        if (change.kind() == ChangeKind.UPSERTED) {
            Attributes next = standing == null
                    ? change.attributes()
                    : Persons.over(standing.record().attributes(), change.attributes());
            put(tenant, change.internalId(), next, unit);
        } else if (change.kind() != ChangeKind.REKEYED) {
            remove(change.internalId(), unit);
        }
        unit.afterCommit(() -> {
            changed++;
            inserted += change.isNew() ? 1 : 0;
        });
    }

    @Override
    public Map<ExternalId, Collection<UUID>> match(List<InboundChange> unknown, UnitOfWork unit) {
        Map<ExternalId, Collection<UUID>> hits = new HashMap<>();
        for (InboundChange change : unknown) {
            String email =
                    change.attributes().get("email").map(Object::toString).orElse("");
            hits.put(
                    change.externalId(),
                    of(change.scope().tenant()).entrySet().stream()
                            .filter(row -> row.getValue().email().equals(email))
                            .map(Map.Entry::getKey)
                            .toList());
        }
        return hits;
    }

    @Override
    public Map<UUID, HostRecord> load(Collection<UUID> internalIds, UnitOfWork unit) {
        world.machine().point("feed");
        if (world.faults().happens(Fault.FEED_THROWS)) {
            throw new IllegalStateException("simulated");
        }
        Map<UUID, HostRecord> found = new HashMap<>();
        for (UUID id : internalIds) {
            Row row = rows.get(id);
            if (row != null) {
                found.put(id, row.record());
            }
        }
        return found;
    }
}
