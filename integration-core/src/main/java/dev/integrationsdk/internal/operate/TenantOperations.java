package dev.integrationsdk.internal.operate;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.health.ConnectorHealth;
import dev.integrationsdk.health.Health;
import dev.integrationsdk.internal.connector.ConnectorOffice;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.tenant.RestoreReport;
import dev.integrationsdk.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Removes tenants, and fences after a restore. Thread-safe. */
public final class TenantOperations implements Tenants {
    private static final int BATCH = 1_000;
    /** Far more than any stream has had holders, so that no epoch that was ever known comes again. */
    private static final long LEAP = 1_000_000;

    private final ConnectorOffice office;
    private final Health health;
    private final Consumer<TenantId> stopRuns;

    /** @param stopRuns cancels a tenant's runs of this process and waits for them */
    public TenantOperations(ConnectorOffice office, Health health, Consumer<TenantId> stopRuns) {
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
            List<StoredConnector> page =
                    office.read(unit -> office.repositories().connectors().list(unit, tenant, wanted));
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
        Instant begun = office.clock().instant();
        List<ConnectorKey> mustReconnect = new ArrayList<>();
        int checked = 0;
        while (true) {
            Duration since = Duration.between(begun, office.clock().instant());
            List<ConnectorHealth> batch = health.checkDue(since.isNegative() ? Duration.ZERO : since, BATCH);
            if (batch.isEmpty()) {
                return new RestoreReport(fenced, checked, mustReconnect);
            }
            checked += batch.size();
            batch.stream()
                    .filter(one -> one.connection()
                            .map(connection -> connection.state() == ConnectionState.UNAUTHORIZED)
                            .orElse(false))
                    .forEach(one -> mustReconnect.add(one.connector()));
        }
    }
}
