package dev.integrationsdk.spi.push;

import dev.integrationsdk.spi.identity.ExternalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One record to be written. Built by the engine. Immutable.
 *
 * @param operationId the same for every attempt at this write, different for any other; 1 to 64 characters
 * @param intent what is to happen
 * @param externalId known for update and delete
 * @param deltas what is to change; everything else stays as it is
 * @param matchKeys attribute values by which a record that may exist already is found
 * @param expectedVersion the version that the host last saw; another one over there is a conflict
 */
public record PushItem(
        String operationId,
        Intent intent,
        Optional<ExternalId> externalId,
        List<Delta> deltas,
        Map<String, String> matchKeys,
        Optional<String> expectedVersion) {
    public PushItem {
        deltas = List.copyOf(deltas);
        matchKeys = Map.copyOf(matchKeys);
    }

    /** What is to happen to the record over there. */
    public enum Intent {
        CREATE,
        UPDATE,
        /** Update what the match keys find, else create. */
        UPSERT,
        DELETE
    }
}
