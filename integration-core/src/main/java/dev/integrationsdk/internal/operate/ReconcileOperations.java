package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunRequest;
import dev.integrationsdk.scan.ReconcilePlan;
import dev.integrationsdk.scan.Reconciliation;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Compares and repairs for whoever may. Immutable. */
public final class ReconcileOperations implements Reconciliation {
    private final ConnectorOffice office;
    private final Function<RunRequest, ReconcilePlan> compare;
    private final BiFunction<RunRequest, ReconcilePlan, JobRun> repair;

    public ReconcileOperations(
            ConnectorOffice office,
            Function<RunRequest, ReconcilePlan> compare,
            BiFunction<RunRequest, ReconcilePlan, JobRun> repair) {
        this.office = office;
        this.compare = compare;
        this.repair = repair;
    }

    @Override
    public ReconcilePlan compare(Actor actor, EntityScope scope) {
        return compare.apply(request(By.of(actor), scope));
    }

    @Override
    public JobRun repairHere(Actor actor, ReconcilePlan plan) {
        By by = By.of(actor);
        EntityScope scope = plan.scope();
        ConnectorKey key = new ConnectorKey(scope.tenant(), scope.connector());
        office.requireKnown(by, Permission.CONFIGURE, AuditAction.SIDE_REPAIRED, key);
        office.inTransaction(unit -> {
            office.ledger()
                    .done(
                            unit,
                            by,
                            AuditAction.SIDE_REPAIRED,
                            key,
                            scope.entityType() + ": " + plan.findings().size() + " findings of the comparison of "
                                    + plan.comparedAt());
            return true;
        });
        return repair.apply(request(by, scope), plan);
    }

    private static RunRequest request(By by, EntityScope scope) {
        return new RunRequest(new StreamId(scope, ScanKind.RECONCILE), by.actor(), by.correlationId());
    }
}
