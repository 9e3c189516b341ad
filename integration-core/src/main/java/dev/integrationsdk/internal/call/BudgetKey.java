package dev.integrationsdk.internal.call;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.RateUse;
import java.util.Optional;

/**
 * Who shares the limits of a remote account: all connectors of a tenant that are the same account there, or a single one
 * while its account is not known. Immutable.
 */
record BudgetKey(TenantId tenant, String account) {
    static BudgetKey of(ConnectorConfig connector, Optional<String> account) {
        String shared =
                account.map(known -> connector.system() + ":" + known).orElseGet(() -> "connector:" + connector.id());
        return new BudgetKey(connector.tenant(), shared);
    }

    RateUse.Key of(RateLimit limit) {
        return new RateUse.Key(tenant, account, limit.per());
    }
}
