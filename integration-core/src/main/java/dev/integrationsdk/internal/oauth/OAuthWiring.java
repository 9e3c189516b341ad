package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.internal.credential.CredentialVault;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.oauth.OAuthConnections;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.store.Repositories;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Puts the parts of this package together. Immutable.
 *
 * @param vault for tokens and verifiers
 * @param repositories of the library
 * @param transactions that reach them
 * @param systems what is known of connectors
 * @param reports is told what becomes of connections
 * @param clock the only one
 */
public record OAuthWiring(
        CredentialVault vault,
        Repositories repositories,
        TransactionRunner transactions,
        OAuthSystem.Lookup systems,
        ConnectionReports reports,
        Clock clock) {
    /** One for a process. */
    public TokenKeeper tokenKeeper() {
        return new TokenKeeper(storedTokens(), systems, reports, clock, OAuthWiring::pause);
    }

    /** @param access refuses what an actor may not do */
    public OAuthConnections connections(OAuthApps apps, AccessRule access) {
        return new StoredConnections(this, apps, access, new SecureRandom());
    }

    StoredTokens storedTokens() {
        return new StoredTokens(vault, repositories.credentials(), transactions);
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(ErrorCode.CANCELLED, "waiting for a token was interrupted", stopped);
        }
    }

    /** Whether somebody may connect and disconnect a connector. Thread-safe. */
    @FunctionalInterface
    public interface AccessRule {
        /** @throws IntegrationException PERMISSION_DENIED if not */
        void require(Actor actor, ConnectorKey connector);
    }
}
