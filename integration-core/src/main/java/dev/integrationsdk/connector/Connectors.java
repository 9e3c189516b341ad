package dev.integrationsdk.connector;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.access.Share;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.spi.settings.SettingProblem;
import java.util.List;
import java.util.Optional;

/**
 * The life of connectors. Implemented by the library; thread-safe.
 *
 * <p>Every method that takes an actor asks the access policy first. Whatever the actor may not see or do is answered with
 * UNKNOWN_CONNECTOR, as if there were none; what it may not do is audited. Every change is a version, an audit entry and an
 * event in one transaction.
 */
public interface Connectors {
    /** Which adapters there are. */
    @Requires(Permission.NONE)
    AdapterCatalogue catalogue();

    /**
     * Declares a connector by the host's own code: it is enabled, is not stored, and goes before one of the same key in the
     * database. Declared again, it is replaced: runs that have begun go on with the former.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION naming the unknown system, or every
     *     field that is missing, unknown or of the wrong form
     */
    @Requires(Permission.NONE)
    void declare(ConnectorConfig config);

    /** What the host's own code declares, in the order of the ids. */
    @Requires(Permission.NONE)
    List<ConnectorConfig> declared(TenantId tenant);

    /** Everything that is wrong with a configuration, by field; empty if nothing is. Nothing is sent to the remote. */
    @Requires(Permission.CONFIGURE)
    List<SettingProblem> validate(Actor actor, ConnectorConfig config);

    /**
     * Looks at the remote as a configuration would, and reads one record, without applying or storing anything.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if {@link #validate} names problems
     */
    @Requires(Permission.CONFIGURE)
    ConnectorCheck check(Actor actor, ConnectorConfig config);

    /**
     * Stores a new connector, which is off until somebody enables it, after a {@link #check}. A remote that fails in a way
     * that passes by itself does not refuse it; the connection then says so.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION naming every problem by field, or what
     *     the check has found; CONNECTOR_CHANGED if the id is or was another connector's
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.CONNECTOR_CREATED)
    StoredConnector create(Actor actor, ConnectorConfig config);

    /**
     * Stores another configuration, after a {@link #check}; whom it is shared with stays as it is.
     *
     * @param revision of the version that the actor has seen
     * @throws dev.integrationsdk.spi.error.IntegrationException as {@link #create}; CONNECTOR_CHANGED if another version
     *     counts by now
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.CONNECTOR_UPDATED)
    StoredConnector update(Actor actor, ConnectorConfig config, long revision);

    /**
     * Stores the configuration of an earlier version anew, after a {@link #check}; the switch and whom it is shared with stay
     * as they are.
     *
     * @param to the earlier version
     * @throws dev.integrationsdk.spi.error.IntegrationException as {@link #update}; NOT_FOUND if there is no such version
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.CONNECTOR_ROLLED_BACK)
    StoredConnector rollBack(Actor actor, ConnectorKey key, long to);

    /** Turns it on; if it is on, nothing happens. */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.CONNECTOR_ENABLED)
    StoredConnector enable(Actor actor, ConnectorKey key);

    /** Turns it off: nothing more is sent, and runs stop after the page in hand. If it is off, nothing happens. */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.CONNECTOR_DISABLED)
    StoredConnector disable(Actor actor, ConnectorKey key);

    /**
     * Removes it for good: what it has stored at the remote is cleaned up as well as it can be, its credentials are erased
     * here in any case. Mappings and history stay until the tenant is removed.
     */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.CONNECTOR_DELETED)
    void delete(Actor actor, ConnectorKey key);

    /** Lets somebody else read or use it; empty takes that back. */
    @Requires(Permission.SHARE)
    @Audited(AuditAction.CONNECTOR_SHARED)
    StoredConnector share(Actor actor, ConnectorKey key, Actor with, Optional<Share> share);

    /** Lets one direction stand still; the other goes on. */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.DIRECTION_PAUSED)
    StoredConnector pause(Actor actor, ConnectorKey key, Direction direction, String reason);

    /** Lets a direction go on, whoever has paused it. */
    @Requires(Permission.CONFIGURE)
    @Audited(AuditAction.DIRECTION_RESUMED)
    StoredConnector resume(Actor actor, ConnectorKey key, Direction direction);

    /**
     * One that is stored.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may see
     */
    @Requires(Permission.READ)
    StoredConnector find(Actor actor, ConnectorKey key);

    /** Those that are stored and that the actor may see; fewer than the limit does not mean that there are no more. */
    @Requires(Permission.READ)
    List<StoredConnector> list(Actor actor, TenantId tenant, ConnectorListing wanted);

    /** As it is used, with what the deployment lays over it; also of one that is only declared. */
    @Requires(Permission.READ)
    EffectiveConnector effective(Actor actor, ConnectorKey key);

    /**
     * Its versions and what each has changed, the latest first.
     *
     * @param before only revisions below this one; {@link Long#MAX_VALUE} for the latest
     * @param limit 1 to 1,000
     */
    @Requires(Permission.READ)
    List<VersionDifference> history(Actor actor, ConnectorKey key, long before, int limit);
}
