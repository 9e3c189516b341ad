package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One record of a write as a request asks for it. Immutable.
 *
 * @param id empty if the request has none
 * @param idProperty which property the id is a value of; empty for the record's own id
 * @param traceId empty if the request has none
 */
record WriteInput(
        String id,
        String idProperty,
        Map<String, String> properties,
        String traceId,
        List<WantedAssociation> associations) {
    private static final int MOST_INPUTS = 100;

    /** An association that a new record is to have from the beginning. */
    record WantedAssociation(long toId, String category, int typeId) {}

    static WriteInput of(JsonNode input) {
        Map<String, String> properties = new LinkedHashMap<>();
        input.path("properties").properties().forEach(field -> {
            if (!field.getValue().isTextual() && !field.getValue().isNull()) {
                throw new Refusal(ErrorAnswers.validation("Invalid input JSON: " + field.getKey() + " is no text"));
            }
            properties.put(field.getKey(), field.getValue().asText(""));
        });
        List<WantedAssociation> associations = new ArrayList<>();
        for (JsonNode association : input.path("associations")) {
            for (JsonNode type : association.path("types")) {
                associations.add(new WantedAssociation(
                        association.path("to").path("id").asLong(),
                        type.path("associationCategory").asText(""),
                        type.path("associationTypeId").asInt()));
            }
        }
        return new WriteInput(
                input.path("id").asText(""),
                input.path("idProperty").asText(""),
                properties,
                input.path("objectWriteTraceId").asText(""),
                associations);
    }

    static List<WriteInput> all(JsonNode body) {
        JsonNode inputs = body.path("inputs");
        if (inputs.isEmpty() || inputs.size() > MOST_INPUTS) {
            throw new Refusal(ErrorAnswers.validation("The maximum number of inputs supported in a batch request is "
                    + MOST_INPUTS + ", received " + inputs.size()));
        }
        List<WriteInput> all = new ArrayList<>();
        inputs.forEach(input -> all.add(of(input)));
        return all;
    }

    /** Whether every input can be told from the others. */
    static boolean areTraced(List<WriteInput> inputs) {
        TreeSet<String> ids = new TreeSet<>();
        return inputs.stream().allMatch(input -> !input.traceId.isEmpty() && ids.add(input.traceId));
    }
}
