package dev.integrationsdk.spi;

import dev.integrationsdk.spi.call.Capability;
import java.util.Optional;

/**
 * One tenant's open use of one system; adapters implement it. Thread-safe: different streams call at the same time.
 */
public interface Connector extends AutoCloseable {
    /** The capability, if this connector has it: a missing one is data, never an exception. */
    default <C extends Capability> Optional<C> capability(Class<C> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    /** Releases what the connector holds. Legal in every state and more than once. */
    @Override
    default void close() {}
}
