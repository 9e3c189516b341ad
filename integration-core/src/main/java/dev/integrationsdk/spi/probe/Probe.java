package dev.integrationsdk.spi.probe;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.List;
import java.util.Set;

/** Looks at an account without changing it. Adapters implement it. */
public interface Probe extends Capability {
    /** @return at least one finding for reachability, authentication and each entity type; never throws for a bad account */
    List<Finding> check(Set<EntityType> entityTypes, CallContext call);
}
