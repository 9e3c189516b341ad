package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses to work with another account than the one that is set: a swapped token would open another customer's.
 * Thread-safe. */
final class PortalPin {
    private final AccountCheck account;
    private final Exchange exchange;
    private final Optional<String> expected;
    private volatile @Nullable Secret verified;

    PortalPin(AccountCheck account, Exchange exchange, Optional<String> expected) {
        this.account = account;
        this.exchange = exchange;
        this.expected = expected;
    }

    /**
     * Asks once for each token, and only if an account is set.
     *
     * @throws IntegrationException INVALID_CONFIGURATION if it is another one
     */
    void require(CallContext call) {
        if (expected.isEmpty()) {
            return;
        }
        Secret token = exchange.token();
        Secret known = verified;
        if (known != null && known.equals(token)) {
            return;
        }
        String portal = account.accountOf(token, call);
        if (!portal.equals(expected.get())) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the token opens HubSpot portal " + portal + ", but the connector is set to " + expected.get());
        }
        verified = token;
    }
}
