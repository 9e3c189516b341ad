package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.run.Runner;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.StreamId;
import java.time.Duration;
import java.util.function.Supplier;

/** What schedulers are lent. Thread-safe. */
public final class ScheduleOperations implements Scheduling {
    private final ConnectorOffice office;
    private final Runner runner;
    private final Health health;

    public ScheduleOperations(ConnectorOffice office, Runner runner, Health health) {
        this.office = office;
        this.runner = runner;
        this.health = health;
    }

    @Override
    public Runner runner() {
        return runner;
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public Duration pollInterval(StreamId stream) {
        return office.directory()
                .require(key(stream))
                .effective()
                .config()
                .pollInterval()
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "connector " + key(stream)
                                + " has no poll-interval: set one, or give its streams schedules of their own"));
    }

    @Override
    public boolean allows(Actor actor, Permission permission, StreamId stream) {
        return office.isAllowed(actor, permission, key(stream));
    }

    @Override
    public void require(Actor actor, Permission permission, StreamId stream) {
        office.requireAllowed(actor, permission, key(stream));
    }

    @Override
    public boolean change(
            Actor actor,
            AuditAction action,
            StreamId stream,
            String detail,
            Supplier<TransactionRunner.Work<Boolean>> prepared) {
        By by = By.of(actor);
        office.requireAllowed(by, Permission.CONFIGURE, action, key(stream));
        TransactionRunner.Work<Boolean> change = prepared.get();
        return office.inTransaction(unit -> {
            boolean changed = change.run(unit);
            if (changed) {
                office.ledger().done(unit, by, action, key(stream), detail);
            }
            return changed;
        });
    }

    private static ConnectorKey key(StreamId stream) {
        return new ConnectorKey(stream.tenant(), stream.connector());
    }
}
