package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.call.CallContext;
import java.util.Optional;

/** Looks pipelines up. Immutable. */
final class Pipelines {
    private final Exchange exchange;

    Pipelines(Exchange exchange) {
        this.exchange = exchange;
    }

    Optional<JsonNode> pipeline(ObjectType of, String pipelineId, CallContext call) {
        JsonNode answer = exchange.get("list pipelines", exchange.version().crm("pipelines") + of.path(), call);
        return named(answer.path("results"), pipelineId);
    }

    static Optional<JsonNode> stage(JsonNode pipeline, String stageId) {
        return named(pipeline.path("stages"), stageId);
    }

    private static Optional<JsonNode> named(JsonNode nodes, String id) {
        for (JsonNode node : nodes) {
            if (node.path("id").asText("").equals(id)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }
}
