package dev.integrationsdk.spi.pull;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.record.Change;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads named records as they are now: those that a person asks for, that failed before, that a short event names, or that
 * a scan did not list. Adapters implement it.
 */
public interface RecordSource extends Capability {
    /** Most ids of one request, 1 to 1,000. */
    int maxIds(EntityType entityType);

    /**
     * The current state of each record.
     *
     * @return one change for each id that was asked for, under that id, in any order: upserted, or deleted, merged or rekeyed
     *     for what is not there under it any more. An id without a change counts as unanswered, never as deleted
     * @throws dev.integrationsdk.spi.error.IntegrationException if the remote could not be asked
     */
    List<Change> read(Request request);

    /**
     * Asks for records by their ids. Built by the engine. Immutable.
     *
     * @param entityType one of those that the adapter declares
     * @param ids at least one and at most {@link #maxIds}, each once
     * @param fields names that the host's field mapping uses; empty means whatever the adapter sends by default
     * @param call deadline and correlation id
     */
    record Request(EntityType entityType, List<ExternalId> ids, Set<String> fields, CallContext call) {
        public Request {
            Objects.requireNonNull(entityType, "entityType");
            ids = List.copyOf(ids);
            fields = Set.copyOf(fields);
            Objects.requireNonNull(call, "call");
        }
    }
}
