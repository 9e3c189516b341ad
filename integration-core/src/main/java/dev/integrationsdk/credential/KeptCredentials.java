package dev.integrationsdk.credential;

import dev.integrationsdk.access.Permission;
import dev.integrationsdk.access.Requires;
import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.audit.Audited;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.identity.Actor;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Secrets that the library keeps encrypted, for connectors that have no references to others. Implemented by the library;
 * thread-safe. Nothing here gives a secret back.
 */
public interface KeptCredentials {
    /**
     * Keeps the secrets of one direction, in place of those that it has. Calls use them from now on, in other processes after
     * a few seconds; a connector's references go before them. A connector may be
     * created first: its check waits for its secrets, and a direction that was paused for want of good ones goes on.
     *
     * @param secrets by the names that the adapter asks for, such as {@code token}; empty to keep none
     * @throws dev.integrationsdk.spi.error.IntegrationException UNKNOWN_CONNECTOR if there is none that the actor may do this
     *     with, INVALID_CONFIGURATION if the library was built without encryption keys, CREDENTIALS_UNREADABLE if what it has
     *     cannot be read: delete the connector to get rid of it
     */
    @Requires(Permission.CREDENTIALS)
    @Audited(AuditAction.SECRETS_STORED)
    void put(Actor actor, ConnectorKey key, Direction direction, Map<String, Secret> secrets);

    /**
     * Re-encrypts what another key than the primary one has encrypted, of all tenants; may be stopped anywhere and called
     * again, while everything else goes on.
     *
     * @param progress gets after every batch what has been done so far
     * @throws dev.integrationsdk.spi.error.IntegrationException INVALID_CONFIGURATION if the library was built without
     *     encryption keys
     */
    @Requires(Permission.OPERATE)
    @Audited(AuditAction.KEYS_ROTATED)
    RotationReport rotate(Actor actor, Consumer<RotationReport> progress);
}
