package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.push.PushBacklog;
import dev.integrationsdk.push.Pushes;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushRepository;
import dev.integrationsdk.store.PushState;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Marks rows to be written, and shows those that are. Thread-safe. */
public final class PushOperations implements Pushes {
    private final ConnectorOffice office;

    public PushOperations(ConnectorOffice office) {
        this.office = office;
    }

    private PushRepository pushes() {
        return office.repositories().pushes();
    }

    @Override
    public void changed(UnitOfWork unit, EntityScope scope, Collection<UUID> rows) {
        pushes().mark(unit, scope, rows, office.clock().instant(), CorrelationId.random());
    }

    @Override
    public int changed(
            UnitOfWork unit, TenantId tenant, SystemCode system, EntityType entityType, Collection<UUID> rows) {
        Set<ConnectorKey> connectors = office.directory().keysOf(unit, tenant, system);
        connectors.forEach(key -> changed(unit, new EntityScope(key.tenant(), key.id(), entityType), rows));
        return connectors.size();
    }

    @Override
    public PushBacklog backlog(Actor actor, EntityScope scope) {
        office.requireAllowed(actor, Permission.READ, key(scope));
        return office.inTransaction(unit -> new PushBacklog(
                pushes().count(unit, scope, PushState.WAITING),
                pushes().count(unit, scope, PushState.SENT),
                pushes().count(unit, scope, PushState.HELD)));
    }

    @Override
    public List<PushMark> held(Actor actor, EntityScope scope, int limit) {
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("limit must be 1 to 1,000, but is " + limit);
        }
        office.requireAllowed(actor, Permission.READ, key(scope));
        return office.inTransaction(unit -> pushes().held(unit, scope, limit));
    }

    @Override
    public void retry(Actor actor, EntityScope scope, Collection<UUID> rows) {
        By by = By.of(actor);
        office.requireAllowed(by, Permission.USE, AuditAction.ROWS_MARKED, key(scope));
        office.inTransaction(unit -> {
            pushes().mark(unit, scope, rows, office.clock().instant(), by.correlationId());
            office.ledger()
                    .done(unit, by, AuditAction.ROWS_MARKED, key(scope), rows.size() + " of " + scope.entityType());
            return true;
        });
    }

    private static ConnectorKey key(EntityScope scope) {
        return new ConnectorKey(scope.tenant(), scope.connector());
    }
}
