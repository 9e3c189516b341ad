package dev.integrationsdk.spi.oauth;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;

/**
 * Speaks to token endpoints. A transport jar implements it. Thread-safe.
 *
 * <p>No message of what it throws holds a token, a code or a secret.
 */
public interface OAuthWire {
    /**
     * Asks for tokens, once.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException REAUTHORIZATION_REQUIRED if the code or the refresh token
     *     is refused, AUTHENTICATION_FAILED if the client is, INVALID_CONFIGURATION if the request is, RATE_LIMITED or
     *     SERVICE_UNAVAILABLE as the server says, INVALID_PAYLOAD if the answer is no token answer, or what
     *     {@link dev.integrationsdk.spi.http.HttpTransport#send} throws
     */
    TokenGrant grant(TokenRequest request, CallContext context);

    /**
     * Gives a token back; nothing happens where the specification names no address for it.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException as {@link #grant}
     */
    void revoke(OAuthSpec spec, OAuthClient client, Secret token, CallContext context);
}
