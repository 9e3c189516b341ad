package dev.integrationsdk.spi.push;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.List;
import java.util.Map;

/** Writes records to a system. Adapters implement it. */
public interface PushTarget extends Capability {
    /** Most items of one request; between 1 and 1,000. */
    int maxItems(EntityType entityType);

    /**
     * Writes a batch.
     *
     * @return the outcome of every item by its operation id; an item without one counts as unknown
     * @throws dev.integrationsdk.spi.error.IntegrationException only where no item can have been written
     */
    Map<String, PushOutcome> push(EntityType entityType, List<PushItem> items, CallContext call);

    /** Finds out what became of items whose outcome was unknown, without writing. */
    Map<String, PushOutcome> verify(EntityType entityType, List<PushItem> doubtful, CallContext call);
}
