package dev.integrationsdk.spi.schema;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import java.util.List;

/** Describes the entity types of an account. Adapters implement it. */
public interface SchemaDiscovery extends Capability {
    /** One schema for every entity type that the adapter declares or the account adds. */
    List<EntitySchema> describe(CallContext call);
}
