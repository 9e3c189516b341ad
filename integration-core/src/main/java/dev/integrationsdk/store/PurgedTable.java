package dev.integrationsdk.store;

import dev.integrationsdk.host.UnitOfWork;
import java.time.Instant;

/** What {@link Retention} can remove; one more table is one more constant, with its method across tenants. */
public enum PurgedTable {
    /** Runs that had ended, but for the last one of each stream. */
    JOB_RUN {
        @Override
        int purge(CrossTenantRepository store, UnitOfWork unit, Instant before, int limit) {
            return store.purgeJobRuns(unit, before, limit);
        }
    },
    /** Calls to the outside. */
    INTEGRATION_LOG {
        @Override
        int purge(CrossTenantRepository store, UnitOfWork unit, Instant before, int limit) {
            return store.purgeIntegrationLog(unit, before, limit);
        }
    },
    /** Attempts to connect that nobody came back from, by when they ran out. */
    PENDING_AUTHORIZATION {
        @Override
        int purge(CrossTenantRepository store, UnitOfWork unit, Instant before, int limit) {
            return store.purgeAuthorizations(unit, before, limit);
        }
    },
    /** Review items that are closed or lapsed, by when they ended. */
    REVIEW_ITEM {
        @Override
        int purge(CrossTenantRepository store, UnitOfWork unit, Instant before, int limit) {
            return store.purgeReviewItems(unit, before, limit);
        }
    };

    abstract int purge(CrossTenantRepository store, UnitOfWork unit, Instant before, int limit);
}
