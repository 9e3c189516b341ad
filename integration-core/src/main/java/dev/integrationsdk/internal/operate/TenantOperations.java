package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.health.ConnectorHealth;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.tenant.RestoreReport;
import dev.integrationsdk.tenant.Tenants;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Removes tenants, and fences after a restore. Thread-safe. */
public final class TenantOperations implements Tenants {
    private static final int BATCH = 1_000;
    /** Far more than any stream has had holders, so that no epoch that was ever known comes again. */
    private static final long LEAP = 1_000_000;

    private final ConnectorOffice office;
    private final HealthOperations health;
    private final Consumer<TenantId> stopRuns;

    /**
     * @param stopRuns cancels a tenant's runs of this process, and does not wait for them: what one of them still wants to
     *     write finds no lease
     */
    public TenantOperations(ConnectorOffice office, HealthOperations health, Consumer<TenantId> stopRuns) {
        this.office = office;
        this.health = health;
        this.stopRuns = stopRuns;
    }

    @Override
    public long remove(Actor actor, TenantId tenant, LongConsumer progress) {
        By by = By.of(actor);
        office.requireTenant(by, Permission.OPERATE, AuditAction.TENANT_REMOVED, TenantId.PLATFORM, Optional.empty());
        if (tenant.isPlatform()) {
            throw new IllegalArgumentException("the platform is no tenant that could be removed");
        }
        for (StoredConnector connector : connectors(tenant)) {
            office.turnOffAndCleanUp(connector.key(), by);
        }
        office.forget(tenant);
        stopRuns.accept(tenant);
        long removed = removeRows(tenant, progress);
        office.inTransaction(unit -> {
            office.ledger().done(unit, by, AuditAction.TENANT_REMOVED, TenantId.PLATFORM, "tenant " + tenant);
            office.ledger().happened(unit, by, EventKind.TENANT_REMOVED, tenant);
            return true;
        });
        return removed;
    }

    private List<StoredConnector> connectors(TenantId tenant) {
        List<StoredConnector> all = new ArrayList<>();
        ConnectorListing listing = ConnectorListing.first(ConnectorListing.MOST);
        while (true) {
            ConnectorListing wanted = listing;
            List<StoredConnector> page = office.inTransaction(
                    unit -> office.repositories().connectors().list(unit, tenant, wanted));
            all.addAll(page);
            if (page.size() < ConnectorListing.MOST) {
                return all;
            }
            ConnectorKey last = page.get(page.size() - 1).key();
            listing = listing.withAfter(last.id());
        }
    }

    private long removeRows(TenantId tenant, LongConsumer progress) {
        long removed = 0;
        while (true) {
            int batch =
                    office.inTransaction(unit -> office.repositories().tenants().remove(unit, tenant, BATCH));
            if (batch == 0) {
                return removed;
            }
            removed += batch;
            progress.accept(removed);
        }
    }

    @Override
    public RestoreReport restored(Actor actor) {
        By by = By.of(actor);
        office.requireTenant(by, Permission.OPERATE, AuditAction.RESTORED, TenantId.PLATFORM, Optional.empty());
        int fenced = office.inTransaction(unit -> {
            int streams = office.repositories().acrossTenants().fenceAll(unit, LEAP);
            office.ledger().done(unit, by, AuditAction.RESTORED, TenantId.PLATFORM, streams + " streams fenced");
            return streams;
        });
        return checkAll(fenced);
    }

    /** Each that was not checked since this began. */
    private RestoreReport checkAll(int fenced) {
        Instant begun = office.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Set<ConnectorKey> looked = new HashSet<>();
        Set<ConnectorKey> checked = new HashSet<>();
        Set<ConnectorKey> mustReconnect = new LinkedHashSet<>();
        HealthOperations.Batch batch = health.checkBefore(begun, BATCH);
        // A clock that is put back meanwhile makes the same ones due for ever.
        while (looked.addAll(batch.due())) {
            for (ConnectorHealth one : batch.checked()) {
                checked.add(one.connector());
                if (one.connection().filter(TenantOperations::mustReconnect).isPresent()) {
                    mustReconnect.add(one.connector());
                }
            }
            batch = health.checkBefore(begun, BATCH);
        }
        return new RestoreReport(fenced, checked.size(), List.copyOf(mustReconnect));
    }

    private static boolean mustReconnect(Connection connection) {
        return connection.state() == ConnectionState.UNAUTHORIZED;
    }
}
