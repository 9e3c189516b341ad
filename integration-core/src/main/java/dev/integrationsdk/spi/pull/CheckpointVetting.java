package dev.integrationsdk.spi.pull;

import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import java.util.Optional;

/** Tells a position of its own from any other text, before an operator's is stored. Adapters implement it. */
public interface CheckpointVetting extends Capability {
    /**
     * Without I/O.
     *
     * @return what is wrong with it, for a person; empty if a scan can begin there
     */
    Optional<String> problem(EntityType entityType, ScanKind scanKind, SyncCheckpoint position);
}
