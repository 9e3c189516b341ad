package dev.integrationsdk.internal.ledger;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.AuditEntry;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.event.EventHandler;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.event.IntegrationEvent;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.Listeners;
import dev.integrationsdk.internal.TimeOrderedIds;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.AuditRepository;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Writes audit and events in the transaction of what they tell of. Thread-safe. */
public final class Ledger {
    private final AuditRepository audit;
    private final EventHandler handler;
    private final Listeners listeners;
    private final TimeOrderedIds ids;
    private final Clock clock;

    public Ledger(AuditRepository audit, EventHandler handler, Listeners listeners, TimeOrderedIds ids, Clock clock) {
        this.audit = audit;
        this.handler = handler;
        this.listeners = listeners;
        this.ids = ids;
        this.clock = clock;
    }

    /** Somebody has done something to a connector. */
    public void done(UnitOfWork unit, By by, AuditAction action, ConnectorKey key, String detail) {
        write(unit, by, action, AuditEntry.Outcome.DONE, key.tenant(), Optional.of(key.id()), detail);
    }

    /** Somebody has done something to a tenant as a whole. */
    public void done(UnitOfWork unit, By by, AuditAction action, TenantId tenant, String detail) {
        write(unit, by, action, AuditEntry.Outcome.DONE, tenant, Optional.empty(), detail);
    }

    /** Somebody wanted to, and may not. */
    public void denied(UnitOfWork unit, By by, AuditAction action, TenantId tenant, Optional<ConnectorId> connector) {
        write(unit, by, action, AuditEntry.Outcome.DENIED, tenant, connector, "");
    }

    private void write(
            UnitOfWork unit,
            By by,
            AuditAction action,
            AuditEntry.Outcome outcome,
            TenantId tenant,
            Optional<ConnectorId> connector,
            String detail) {
        audit.append(
                unit,
                new AuditEntry.Act(
                        tenant, connector, by.actor(), action, outcome, by.correlationId(), clock.instant(), detail));
    }

    /** Tells the host within the transaction, and the listeners once it is committed. */
    public void happened(UnitOfWork unit, By by, EventKind kind, ConnectorKey key, Map<String, String> details) {
        happened(unit, event(by, kind, key.tenant(), Optional.of(key.id()), details));
    }

    /** Of a tenant as a whole. */
    public void happened(UnitOfWork unit, By by, EventKind kind, TenantId tenant) {
        happened(unit, event(by, kind, tenant, Optional.empty(), Map.of()));
    }

    private void happened(UnitOfWork unit, IntegrationEvent event) {
        handler.on(event, unit);
        unit.afterCommit(() -> listeners.tell(listener -> listener.happened(event)));
    }

    private IntegrationEvent event(
            By by, EventKind kind, TenantId tenant, Optional<ConnectorId> connector, Map<String, String> details) {
        return new IntegrationEvent(
                ids.next(), kind, tenant, connector, by.actor(), by.correlationId(), clock.instant(), details);
    }
}
