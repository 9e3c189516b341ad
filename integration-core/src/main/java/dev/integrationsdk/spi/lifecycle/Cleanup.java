package dev.integrationsdk.spi.lifecycle;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;

/** Takes away what the library has left at the remote, such as webhook subscriptions. Adapters implement it. */
public interface Cleanup extends Capability {
    /**
     * Called before a connector is deleted, at least once; legal when there is nothing to take away.
     *
     * @throws dev.integrationsdk.spi.error.IntegrationException if it cannot be done, as with revoked credentials: the
     *     connector is deleted all the same, and the failure is in the audit
     */
    void removed(CallContext call);
}
