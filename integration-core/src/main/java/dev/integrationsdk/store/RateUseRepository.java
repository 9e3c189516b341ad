package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * Counts the use of long rate limits, so that it outlives a restart and is shared by all processes. Authors of a store
 * implement it.
 */
public interface RateUseRepository {
    /**
     * Takes from a limit for this process, all or what is left of it; two that take at once never get more than {@code most}
     * together.
     *
     * @param windowStart of the window that counts now: use of an earlier one is forgotten, and a stored later one wins
     * @param wanted at least 1
     * @param most what the limit allows in all
     * @return how many were got, from 0 to {@code wanted}
     */
    long take(UnitOfWork unit, RateUse.Key key, Instant windowStart, long wanted, long most);

    /** In the order of accounts and times. */
    List<RateUse> list(UnitOfWork unit, TenantId tenant);
}
