package dev.integrationsdk.internal.call;

import dev.integrationsdk.spi.call.CallContext;

/** Sees to it that a call finds credentials that are good. Thread-safe. */
public interface FreshCredentials {
    /** Leaves credentials as they are. */
    FreshCredentials AS_THEY_ARE = new FreshCredentials() {
        @Override
        public void ensure(Call<?> call, CallContext context) {}

        @Override
        public boolean refused(Call<?> call, CallContext context) {
            return false;
        }
    };

    /**
     * Called before every attempt: renews what would run out while the call is under way.
     *
     * @throws StoreNeeded if that takes a transaction, and {@link Caller#mayUseStore()} says that this thread has none
     * @throws dev.integrationsdk.spi.error.IntegrationException if there are no good credentials
     */
    void ensure(Call<?> call, CallContext context);

    /**
     * Called once for each call, when the remote has refused the credentials.
     *
     * @return whether they were renewed, so that the attempt is worth repeating at once
     * @throws StoreNeeded as {@link #ensure}
     */
    boolean refused(Call<?> call, CallContext context);
}
