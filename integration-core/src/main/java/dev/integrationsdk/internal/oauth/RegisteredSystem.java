package dev.integrationsdk.internal.oauth;

import dev.integrationsdk.credential.SecretOwner;
import dev.integrationsdk.internal.credential.SecretLookup;
import dev.integrationsdk.oauth.OAuthApps;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.oauth.AccountIdentity;
import dev.integrationsdk.spi.oauth.OAuthClient;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthWire;
import java.util.Optional;

/**
 * A system at which the host has registered an application. Immutable.
 *
 * @param spec of its adapter
 * @param wire to its token endpoint
 * @param app the application
 * @param secrets finds the application's secret, which is the operator's
 * @param identity of the open connector; empty if its adapter cannot say whose a token is
 */
public record RegisteredSystem(
        OAuthSpec spec, OAuthWire wire, OAuthApps.App app, SecretLookup secrets, Optional<AccountIdentity> identity)
        implements OAuthSystem {
    @Override
    public OAuthClient client() {
        return new OAuthClient(app.clientId(), secrets.resolve(SecretOwner.operator(), app.clientSecret()));
    }

    @Override
    public Optional<String> accountOf(Secret accessToken, CallContext context) {
        return identity.map(adapter -> asked(adapter, accessToken, context));
    }

    private static String asked(AccountIdentity adapter, Secret accessToken, CallContext context) {
        try {
            return adapter.accountOf(accessToken, context);
        } catch (IntegrationException declared) {
            throw declared;
        } catch (RuntimeException undeclared) {
            throw new IntegrationException(
                    ErrorCode.ADAPTER_DEFECT,
                    "the adapter threw " + undeclared.getClass().getName() + " when asked whose a token is");
        }
    }
}
