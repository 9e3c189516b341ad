package dev.integrationsdk.internal.connector;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.ConnectorVersion;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.call.CalledConnector;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.internal.ledger.Ledger;
import dev.integrationsdk.internal.retry.RetryingCaller;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.lifecycle.Cleanup;
import dev.integrationsdk.spi.settings.SettingProblem;
import dev.integrationsdk.store.PurgeReport;
import dev.integrationsdk.store.Repositories;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.time.temporal.ChronoUnit.MICROS;

/** What the facades share: asking who may, finding connectors, and writing in transactions. Thread-safe. */
public final class ConnectorOffice {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorOffice.class);

    private final Parts parts;
    private final ConfigProblems problems;
    private final Checker checker;

    public ConnectorOffice(Parts parts) {
        this.parts = parts;
        this.problems = new ConfigProblems(parts.directory().adapters(), parts.secrets());
        this.checker = new Checker(parts.connectors(), parts.outbound(), parts.hasHandler());
    }

    /**
     * What it works with. Immutable.
     *
     * @param repositories of the host's database
     * @param transactions of the same database
     * @param retries decides what is tried again
     * @param directory of all connectors
     * @param connectors that are open
     * @param outbound calls adapters
     * @param gate asks who may
     * @param ledger of audit and events
     * @param states of connections
     * @param secrets finds raw secrets and references that do not work
     * @param eraser erases a connector's stored credentials
     * @param revoker gives a connector's token back over there, as well as it can be
     * @param changed told of every connector that was changed
     * @param hasHandler whether somebody applies this system's entity type
     * @param clock the only one
     */
    public record Parts(
            Repositories repositories,
            TransactionRunner transactions,
            RetryingCaller retries,
            ConnectorDirectory directory,
            OpenConnectors connectors,
            Outbound outbound,
            Gatekeeper gate,
            Ledger ledger,
            ConnectionStates states,
            Function<ConnectorConfig, List<SettingProblem>> secrets,
            CredentialEraser eraser,
            BiPredicate<ConnectorKey, By> revoker,
            Consumer<ConnectorKey> changed,
            BiPredicate<SystemCode, EntityType> hasHandler,
            Clock clock) {}

    /** Erases stored credentials. */
    @FunctionalInterface
    public interface CredentialEraser {
        void erase(UnitOfWork unit, ConnectorKey key);
    }

    public Repositories repositories() {
        return parts.repositories();
    }

    public ConnectorDirectory directory() {
        return parts.directory();
    }

    public OpenConnectors connectors() {
        return parts.connectors();
    }

    public Outbound outbound() {
        return parts.outbound();
    }

    public Gatekeeper gate() {
        return parts.gate();
    }

    public Ledger ledger() {
        return parts.ledger();
    }

    public ConnectionStates states() {
        return parts.states();
    }

    public Clock clock() {
        return parts.clock();
    }

    public List<SettingProblem> problems(ConnectorConfig config) {
        return problems.of(config);
    }

    /** Variables of the deployment that name no field of it. */
    public List<String> overlayProblems(ConnectorConfig config) {
        return parts.directory().configs().problems(config);
    }

    public Checker checker() {
        return checker;
    }

    /** As the call pipeline wants it. */
    public CalledConnector called(KnownConnector known) {
        ConnectorConfig config = known.effective().config();
        return new CalledConnector(
                config, parts.directory().adapters().of(config).descriptor().rateLimits());
    }

    /** None of a system without an adapter. */
    public List<EntityType> entityTypes(KnownConnector known) {
        ConnectorConfig config = known.effective().config();
        return parts.directory()
                        .adapters()
                        .catalogue()
                        .variants(config.system())
                        .isEmpty()
                ? List.of()
                : parts.directory().adapters().of(config).descriptor().entityTypes();
    }

    /** What the adapter says of an entity type; empty of one that it does not have, or without an adapter. */
    public Optional<EntityTypeSpec> entityType(KnownConnector known, EntityType type) {
        ConnectorConfig config = known.effective().config();
        return parts.directory()
                        .adapters()
                        .catalogue()
                        .variants(config.system())
                        .isEmpty()
                ? Optional.empty()
                : parts.directory().adapters().of(config).descriptor().entityType(type);
    }

    /** The same as {@link #requireAllowed(Actor, Permission, ConnectorKey)}; what is refused is audited. */
    public void requireAllowed(By by, Permission permission, AuditAction action, ConnectorKey key) {
        if (!isAllowed(by.actor(), permission, key)) {
            throw denied(by, action, key.tenant(), Optional.of(key.id()), Gatekeeper.unknown(key));
        }
    }

    /** Whoever connects or disconnects an account. */
    public void requireCredentials(Actor actor, ConnectorKey key, AuditAction action) {
        require(By.of(actor), Permission.CREDENTIALS, action, key);
    }

    public void requireAllowed(Actor actor, Permission permission, ConnectorKey key) {
        if (!isAllowed(actor, permission, key)) {
            throw Gatekeeper.unknown(key);
        }
    }

    /** The host's own code may also see what belonged to a connector that is gone. */
    public boolean isAllowed(Actor actor, Permission permission, ConnectorKey key) {
        return actor.equals(Actor.SYSTEM)
                || inTransaction(unit -> parts.directory().find(unit, key))
                        .map(known -> parts.gate().allows(actor, permission, known))
                        .orElse(false);
    }

    /** Rows of all tenants were removed. */
    public void purged(By by, PurgeReport report) {
        inTransaction(unit -> {
            parts.ledger()
                    .done(
                            unit,
                            by,
                            AuditAction.HISTORY_PURGED,
                            TenantId.PLATFORM,
                            report.removed().toString());
            return true;
        });
    }

    void eraseCredentials(UnitOfWork unit, ConnectorKey key) {
        parts.eraser().erase(unit, key);
    }

    /** @throws IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may read */
    StoredConnector requireReadable(By by, ConnectorKey key) {
        return inTransaction(unit -> parts.repositories().connectors().find(unit, key))
                .filter(found -> parts.gate().allows(by.actor(), Permission.READ, found))
                .orElseThrow(() -> Gatekeeper.unknown(key));
    }

    /** What is refused is audited, and so is what is not there: the one must not be told from the other. */
    StoredConnector require(By by, Permission permission, AuditAction action, ConnectorKey key) {
        return inTransaction(unit -> parts.repositories().connectors().find(unit, key))
                .filter(found -> parts.gate().allows(by.actor(), permission, found))
                .orElseThrow(() -> denied(by, action, key.tenant(), Optional.of(key.id()), Gatekeeper.unknown(key)));
    }

    /** The same of a connector that may only be declared. */
    public KnownConnector requireKnown(By by, Permission permission, AuditAction action, ConnectorKey key) {
        return inTransaction(unit -> parts.directory().find(unit, key))
                .filter(found -> parts.gate().allows(by.actor(), permission, found))
                .orElseThrow(() -> denied(by, action, key.tenant(), Optional.of(key.id()), Gatekeeper.unknown(key)));
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if its system has no such type */
    public void requireEntityType(KnownConnector known, EntityType type) {
        ConnectorConfig config = known.effective().config();
        if (parts.directory()
                .adapters()
                .of(config)
                .descriptor()
                .entityType(type)
                .isEmpty()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "system '" + config.system() + "' has no entity type '" + type + "'; it has " + entityTypes(known));
        }
    }

    void requireTenant(By by, Permission permission, AuditAction action, ConnectorKey key) {
        requireTenant(by, permission, action, key.tenant(), Optional.of(key.id()));
    }

    public void requireTenant(
            By by, Permission permission, AuditAction action, TenantId tenant, Optional<ConnectorId> connector) {
        try {
            parts.gate().requireTenant(by.actor(), permission, tenant);
        } catch (IntegrationException refused) {
            throw denied(by, action, tenant, connector, refused);
        }
    }

    /** A connector that may reach the host's own network is the operator's decision, not a tenant's. */
    void requireMayReachInside(By by, AuditAction action, boolean could, ConnectorConfig config) {
        if (config.isOnPremise() && !could) {
            try {
                parts.gate().requireTenant(by.actor(), Permission.OPERATE, config.tenant());
            } catch (IntegrationException refused) {
                throw denied(
                        by,
                        action,
                        config.tenant(),
                        Optional.of(config.id()),
                        new IntegrationException(
                                ErrorCode.INVALID_CONFIGURATION,
                                "connector " + config.key()
                                        + ": [on-premise: only an operator may let a connector reach"
                                        + " private addresses]",
                                refused));
            }
        }
    }

    private IntegrationException denied(
            By by, AuditAction action, TenantId tenant, Optional<ConnectorId> connector, IntegrationException answer) {
        inTransaction(unit -> {
            parts.ledger().denied(unit, by, action, tenant, connector);
            return true;
        });
        return answer;
    }

    Optional<ConnectorVersion> version(ConnectorKey key, long revision) {
        return inTransaction(unit -> parts.repositories().connectors().version(unit, key, revision));
    }

    /** A version that is not stored yet, as it would be used. */
    KnownConnector known(ConnectorVersion version) {
        StoredConnector unsaved = new StoredConnector(
                version, version.changedBy(), version.changedAt(), Connection.pending(version.changedAt()));
        return new KnownConnector(parts.directory().configs().of(unsaved), Optional.of(unsaved));
    }

    /** Tries again what the database had to give up for another transaction's sake. */
    public <T> T inTransaction(TransactionRunner.Work<T> work) {
        return parts.retries().call(attempt -> parts.transactions().inTransaction(work), (failure, attempt) -> {});
    }

    /** The same for a version; if the answer to its commit was lost, looks whether it is there. */
    StoredConnector write(ConnectorVersion next, TransactionRunner.Work<StoredConnector> work) {
        StoredConnector written = inTransaction(unit -> {
            Optional<ConnectorVersion> there =
                    parts.repositories().connectors().version(unit, next.key(), next.revision());
            Optional<StoredConnector> stored = parts.repositories().connectors().find(unit, next.key());
            return there.equals(Optional.of(next)) && stored.isPresent() ? stored.get() : work.run(unit);
        });
        parts.changed().accept(next.key());
        return written;
    }

    StoredConnector write(ConnectorKey key, TransactionRunner.Work<StoredConnector> work) {
        StoredConnector written = inTransaction(work);
        parts.changed().accept(key);
        return written;
    }

    /** For a tenant that is being removed: from here on nothing more is sent. */
    public void turnOffAndCleanUp(ConnectorKey key, By by) {
        Optional<StoredConnector> found =
                inTransaction(unit -> parts.repositories().connectors().find(unit, key));
        if (found.isEmpty()) {
            return;
        }
        StoredConnector off = found.get();
        if (off.isEnabled()) {
            ConnectorVersion next =
                    off.current().disabled(by.actor(), parts.clock().instant().truncatedTo(MICROS));
            off = write(next, unit -> {
                parts.repositories().connectors().append(unit, next);
                return parts.repositories().connectors().find(unit, key).orElse(found.get());
            });
        }
        LOG.info("Connector {}: {}", key, cleanUp(off, by));
    }

    /** What this process holds of a tenant. */
    public void forget(TenantId tenant) {
        parts.directory().undeclare(tenant);
        parts.connectors().retire(tenant);
    }

    /** As well as it can be; says how it went. */
    String cleanUp(StoredConnector off, By by) {
        try {
            KnownConnector known =
                    new KnownConnector(parts.directory().configs().of(off), Optional.of(off));
            try (OpenConnectors.Use use = parts.connectors().useOnce(known, Direction.PUSH)) {
                use.connector()
                        .capability(Cleanup.class)
                        .ifPresent(cleanup -> parts.outbound().call(use, "clean up", by, call -> {
                            cleanup.removed(call);
                            return true;
                        }));
            }
            boolean revoked = parts.revoker().test(off.key(), by);
            return "cleaned up at the remote" + (revoked ? ", its token given back" : "");
        } catch (IntegrationException failure) {
            return "the remote could not be cleaned up: " + failure.code() + ": " + failure.getMessage();
        }
    }
}
