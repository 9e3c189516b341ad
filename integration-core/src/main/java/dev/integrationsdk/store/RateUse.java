package dev.integrationsdk.store;

import dev.integrationsdk.spi.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What was taken of one long rate limit of one account. Immutable.
 *
 * @param key which limit
 * @param windowStart since when it is counted
 * @param used requests that were taken, sent or not
 */
public record RateUse(Key key, Instant windowStart, long used) {
    public RateUse {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(windowStart, "windowStart");
    }

    /**
     * Which limit. Immutable.
     *
     * @param tenant whose
     * @param account the remote account, or what stands for it while it is not known; 1 to 320 characters
     * @param per over how much time
     */
    public record Key(TenantId tenant, String account, Duration per) {
        public Key {
            Objects.requireNonNull(tenant, "tenant");
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(per, "per");
        }
    }
}
