package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.internal.oauth.TokenKeeper;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.CorrelationId;
import java.util.Optional;

/** Tokens of the connectors that are connected by OAuth. Immutable. */
public final class ConnectorTokens implements ConnectorCredentials.Tokens {
    private final OAuthSystems systems;
    private final TokenKeeper keeper;

    public ConnectorTokens(OAuthSystems systems, TokenKeeper keeper) {
        this.systems = systems;
        this.keeper = keeper;
    }

    @Override
    public boolean serve(ConnectorConfig connector) {
        return systems.isConnectedSo(connector);
    }

    @Override
    public Secret token(ConnectorKey connector, Optional<Secret> refused, CorrelationId correlationId) {
        try {
            return refused.map(former -> keeper.accessTokenAfter(connector, former, correlationId))
                    .orElseGet(() -> keeper.accessToken(connector, correlationId));
        } catch (IntegrationException failure) {
            if (failure.code() != ErrorCode.UNKNOWN_CONNECTOR) {
                throw failure;
            }
            throw new IntegrationException(
                    ErrorCode.REAUTHORIZATION_REQUIRED,
                    "connector " + connector + " is not stored yet, so nobody can have connected it",
                    failure);
        }
    }
}
