package dev.integrationsdk.spi.oauth;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.credential.Secret;

/** Says whose account a token opens, so that a connector is not connected to another one by mistake. */
public interface AccountIdentity extends Capability {
    /**
     * Asks the remote. Called before the token is stored, so that it must use this one and not the connector's own.
     *
     * @return the account's id: 1 to 256 characters, always the same for the same account
     * @throws dev.integrationsdk.spi.error.IntegrationException AUTHENTICATION_FAILED if the token opens nothing
     */
    String accountOf(Secret accessToken, CallContext context);
}
