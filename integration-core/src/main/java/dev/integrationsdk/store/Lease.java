package dev.integrationsdk.store;

import dev.integrationsdk.spi.identity.StreamId;
import java.util.Objects;

/**
 * The time-bounded right to run one stream. Immutable.
 *
 * @param stream what may be run
 * @param owner who holds it: different for every run
 * @param epoch grows with every new holder, so that the writes of a former one can be told and refused
 */
public record Lease(StreamId stream, String owner, long epoch) {
    public Lease {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(owner, "owner");
    }
}
