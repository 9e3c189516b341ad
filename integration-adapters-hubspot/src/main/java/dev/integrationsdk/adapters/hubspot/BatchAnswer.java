package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What HubSpot says became of the inputs of a batch: results and errors come in any order, and belong to an input by its trace
 * id, else by the record's id. Confined to one batch.
 */
final class BatchAnswer {
    private final Map<String, Written> written = new HashMap<>();
    private final Map<String, JsonNode> errors = new HashMap<>();

    /** A record that was written. */
    record Written(ExternalId id, Optional<String> version) {}

    private BatchAnswer() {}

    static BatchAnswer of(JsonNode answer, List<RecordWrite> writes) {
        Map<String, String> byId = new HashMap<>();
        writes.forEach(write -> write.id().ifPresent(id -> byId.put(id.value(), write.operationId())));
        BatchAnswer batch = new BatchAnswer();
        for (JsonNode result : answer.path("results")) {
            batch.take(result, byId);
        }
        for (JsonNode error : answer.path("errors")) {
            JsonNode context = error.path("context");
            context.path("objectWriteTraceId").forEach(trace -> batch.errors.put(trace.asText(), error));
            for (JsonNode id : context.path("ids")) {
                String operation = byId.get(id.asText());
                if (operation != null) {
                    batch.errors.putIfAbsent(operation, error);
                }
            }
        }
        return batch;
    }

    private void take(JsonNode result, Map<String, String> byId) {
        String id = result.path("id").asText("");
        String operation = result.path("objectWriteTraceId").asText(byId.getOrDefault(id, ""));
        String version = result.path("updatedAt").asText("");
        Names.id(result.path("id"))
                .ifPresent(externalId -> written.put(
                        operation,
                        new Written(externalId, version.isEmpty() ? Optional.empty() : Optional.of(version))));
    }

    Optional<Written> written(RecordWrite write) {
        return Optional.ofNullable(written.get(write.operationId()));
    }

    Optional<JsonNode> error(RecordWrite write) {
        return Optional.ofNullable(errors.get(write.operationId()));
    }
}
