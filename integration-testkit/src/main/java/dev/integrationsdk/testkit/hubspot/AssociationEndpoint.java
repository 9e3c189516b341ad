package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.testkit.hubspot.AssociationStore.AssociationType;
import dev.integrationsdk.testkit.hubspot.WriteInput.WantedAssociation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code …/{from}/{to}/batch/…} and {@code …/{from}/{to}/labels} of the associations API. Used by one request. */
final class AssociationEndpoint {
    private static final int MOST_READ = 1_000;
    private static final int MOST_WRITTEN = 2_000;

    private final SimulatedPortal portal;
    private final ObjectType from;
    private final ObjectType to;

    AssociationEndpoint(SimulatedPortal portal, ObjectType from, ObjectType to) {
        this.portal = portal;
        this.from = from;
        this.to = to;
    }

    Answer labels() {
        List<Map<String, Object>> results = new ArrayList<>();
        for (AssociationType type : portal.associations().types(from, to)) {
            results.add(described(type));
        }
        return Answer.json(200, Json.bytes(Map.of("results", results)));
    }

    private static Map<String, Object> described(AssociationType type) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("category", type.category());
        described.put("typeId", type.typeId());
        described.put("label", type.label().isEmpty() ? null : type.label());
        return described;
    }

    /** Pages each input by itself; a record without associations is not mentioned. */
    Answer read(JsonNode body) {
        JsonNode inputs = limited(body, MOST_READ);
        List<Map<String, Object>> results = new ArrayList<>();
        for (JsonNode input : inputs) {
            result(input).ifPresent(results::add);
        }
        return Answer.json(200, Json.bytes(Map.of("status", "COMPLETE", "results", results)));
    }

    private Optional<Map<String, Object>> result(JsonNode input) {
        long id = input.path("id").asLong();
        Map<Long, Set<Integer>> found =
                portal.associations().of(from, id, to, input.path("after").asLong(Long.MIN_VALUE));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, Object>> targets = new ArrayList<>();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("from", Map.of("id", Long.toString(id)));
        result.put("to", targets);
        for (Map.Entry<Long, Set<Integer>> target : found.entrySet()) {
            if (targets.size() == portal.settings().associationPage()) {
                String after = String.valueOf(targets.get(targets.size() - 1).get("toObjectId"));
                result.put(
                        "paging",
                        Map.of("next", Map.of("after", after, "link", "https://link-is-not-to-be-followed.invalid")));
                break;
            }
            targets.add(Map.of("toObjectId", target.getKey(), "associationTypes", types(target.getValue())));
        }
        return Optional.of(result);
    }

    private List<Map<String, Object>> types(Set<Integer> typeIds) {
        return portal.associations().types(from, to).stream()
                .filter(type -> typeIds.contains(type.typeId()))
                .map(AssociationEndpoint::described)
                .toList();
    }

    Answer associateUsual(JsonNode body) {
        List<Map<String, Object>> errors = new ArrayList<>();
        for (JsonNode input : limited(body, MOST_WRITTEN)) {
            attempt(
                    errors,
                    input,
                    () -> portal.associations()
                            .addUsual(
                                    from, requiredId(from, input.path("from")), to, requiredId(to, input.path("to"))));
        }
        return written(errors);
    }

    Answer create(JsonNode body) {
        List<Map<String, Object>> errors = new ArrayList<>();
        for (JsonNode input : limited(body, MOST_WRITTEN)) {
            attempt(errors, input, () -> createOne(input));
        }
        return written(errors);
    }

    private void createOne(JsonNode input) {
        long fromId = requiredId(from, input.path("from"));
        long toId = requiredId(to, input.path("to"));
        for (JsonNode type : input.path("types")) {
            WantedAssociation wanted = new WantedAssociation(
                    toId,
                    type.path("associationCategory").asText(""),
                    type.path("associationTypeId").asInt());
            portal.associations().check(from, List.of(wanted));
            portal.associations().add(from, fromId, wanted);
        }
    }

    Answer archive(JsonNode body) {
        for (JsonNode input : limited(body, MOST_WRITTEN)) {
            for (JsonNode target : input.path("to")) {
                portal.associations()
                        .remove(
                                from,
                                input.path("from").path("id").asLong(),
                                to,
                                target.path("id").asLong());
            }
        }
        return new Answer(204, Map.of(), new byte[0], Delivery.WHOLE);
    }

    private static void attempt(List<Map<String, Object>> errors, JsonNode input, Runnable write) {
        try {
            write.run();
        } catch (WriteProblem problem) {
            Map<String, Object> error = new LinkedHashMap<>(problem.amongOthers(
                    new WriteInput(input.path("from").path("id").asText(), "", Map.of(), "", List.of())));
            error.put(
                    "context",
                    Map.of(
                            "fromObjectId",
                                    List.of(input.path("from").path("id").asText()),
                            "toObjectId", List.of(input.path("to").path("id").asText())));
            errors.add(error);
        }
    }

    private static Answer written(List<Map<String, Object>> errors) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", "COMPLETE");
        answer.put("results", List.of());
        if (!errors.isEmpty()) {
            answer.put("numErrors", errors.size());
            answer.put("errors", errors);
        }
        return Answer.json(errors.isEmpty() ? 201 : 207, Json.bytes(answer));
    }

    private long requiredId(ObjectType type, JsonNode side) {
        String id = side.path("id").asText();
        return BatchReadEndpoint.find(portal.store(type), false, id, null)
                .orElseThrow(() -> WriteProblem.absent(type, id))
                .id();
    }

    private static JsonNode limited(JsonNode body, int most) {
        JsonNode inputs = body.path("inputs");
        if (inputs.isEmpty() || inputs.size() > most) {
            throw new Refusal(
                    ErrorAnswers.validation("The maximum number of inputs is " + most + ", received " + inputs.size()));
        }
        return inputs;
    }
}
