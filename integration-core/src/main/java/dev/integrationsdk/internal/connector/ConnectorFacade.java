package dev.integrationsdk.internal.connector;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Share;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.AdapterCatalogue;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorListing;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.Connectors;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.EffectiveConnector;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.connector.VersionDifference;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The life of connectors as the host sees it. Thread-safe. */
public final class ConnectorFacade implements Connectors {
    private static final int MOST_VERSIONS = 1_000;

    private final ConnectorOffice office;
    private final ConnectorChanges changes;

    public ConnectorFacade(ConnectorOffice office) {
        this.office = office;
        this.changes = new ConnectorChanges(office);
    }

    @Override
    public AdapterCatalogue catalogue() {
        return office.directory().adapters().catalogue();
    }

    @Override
    public void declare(ConnectorConfig config) {
        ConfigProblems.refuse(config, office.problems(config));
        office.directory().declare(config);
    }

    @Override
    public List<ConnectorConfig> declared(TenantId tenant) {
        return office.directory().declared(tenant);
    }

    @Override
    public List<SettingProblem> validate(Actor actor, ConnectorConfig config) {
        office.gate().requireTenant(actor, Permission.CONFIGURE, config.tenant());
        return office.problems(config);
    }

    @Override
    public ConnectorCheck check(Actor actor, ConnectorConfig config) {
        office.gate().requireTenant(actor, Permission.CONFIGURE, config.tenant());
        By by = By.of(actor);
        office.requireMayReachInside(by, AuditAction.CONNECTOR_UPDATED, false, config);
        ConfigProblems.refuse(config, office.problems(config));
        ConnectorVersion unsaved =
                ConnectorVersion.first(config, actor, office.clock().instant().truncatedTo(ChronoUnit.MICROS));
        return office.checker().checkUnsaved(office.known(unsaved), by);
    }

    @Override
    public StoredConnector create(Actor actor, ConnectorConfig config) {
        return changes.create(By.of(actor), config);
    }

    @Override
    public StoredConnector update(Actor actor, ConnectorConfig config, long revision) {
        return changes.update(By.of(actor), config, revision);
    }

    @Override
    public StoredConnector rollBack(Actor actor, ConnectorKey key, long to) {
        return changes.rollBack(By.of(actor), key, to);
    }

    @Override
    public StoredConnector enable(Actor actor, ConnectorKey key) {
        return changes.enable(By.of(actor), key);
    }

    @Override
    public StoredConnector disable(Actor actor, ConnectorKey key) {
        return changes.disable(By.of(actor), key);
    }

    @Override
    public void delete(Actor actor, ConnectorKey key) {
        changes.delete(By.of(actor), key);
    }

    @Override
    public StoredConnector share(Actor actor, ConnectorKey key, Actor with, Optional<Share> share) {
        return changes.share(By.of(actor), key, with, share);
    }

    @Override
    public StoredConnector pause(Actor actor, ConnectorKey key, Direction direction, String reason) {
        return changes.pause(By.of(actor), key, direction, reason);
    }

    @Override
    public StoredConnector resume(Actor actor, ConnectorKey key, Direction direction) {
        return changes.resume(By.of(actor), key, direction);
    }

    @Override
    public StoredConnector find(Actor actor, ConnectorKey key) {
        return office.requireReadable(By.of(actor), key);
    }

    @Override
    public List<StoredConnector> list(Actor actor, TenantId tenant, ConnectorListing wanted) {
        return office.inTransaction(unit -> office.repositories().connectors().list(unit, tenant, wanted)).stream()
                .filter(connector -> office.gate().allows(actor, Permission.READ, connector))
                .toList();
    }

    @Override
    public EffectiveConnector effective(Actor actor, ConnectorKey key) {
        KnownConnector known = office.directory().require(key);
        if (!office.gate().allows(actor, Permission.READ, known)) {
            throw Gatekeeper.unknown(key);
        }
        return known.effective();
    }

    @Override
    public List<VersionDifference> history(Actor actor, ConnectorKey key, long before, int limit) {
        if (limit < 1 || limit > MOST_VERSIONS) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST_VERSIONS + ", but is " + limit);
        }
        office.requireReadable(By.of(actor), key);
        List<ConnectorVersion> versions =
                office.inTransaction(unit -> office.repositories().connectors().versions(unit, key, before, limit + 1));
        List<VersionDifference> history = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, versions.size()); i++) {
            Optional<ConnectorVersion> former =
                    i + 1 < versions.size() ? Optional.of(versions.get(i + 1)) : Optional.empty();
            history.add(VersionDifference.of(former, versions.get(i)));
        }
        return history;
    }
}
