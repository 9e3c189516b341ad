package dev.integrationsdk.spi.query;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import java.util.List;
import java.util.Optional;

/** Answers queries. Adapters implement it; nothing that the remote cannot do is emulated. */
public interface QueryHandler extends Capability {
    /** Every query with the function that answers it; the same answer every time. */
    List<Bound<?, ?>> queries();

    /** A query bound to what answers it. */
    record Bound<I, O>(QuerySpec<I, O> spec, Function<I, O> function) {}

    /** Answers one query. */
    @FunctionalInterface
    interface Function<I, O> {
        /** @param pageToken of an earlier answer to the same input; empty for the first page */
        Answer<O> apply(I input, Optional<String> pageToken, CallContext call);
    }

    /**
     * One page of results. Immutable.
     *
     * @param results in the remote's order
     * @param nextPageToken empty on the last page
     */
    record Answer<O>(List<O> results, Optional<String> nextPageToken) {
        public Answer {
            results = List.copyOf(results);
        }
    }
}
