package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;

/** Faults that change the JSON of a correct answer; an answer without results stays as it is. */
final class BodyFaults {
    private BodyFaults() {}

    /** Gives out the cursor that the request came with, so that the listing never ends. */
    static final Fault REPEAT_AFTER = changed((request, body) -> {
        String after = Paging.requestedAfter(request);
        if (after != null) {
            body.putObject("paging").putObject("next").put("after", after);
        }
    });

    /** Sends the first record of the page a second time, at its end. */
    static final Fault DUPLICATE_RECORD = changed((request, body) -> {
        ArrayNode results = (ArrayNode) body.path("results");
        results.add(results.get(0).deepCopy());
    });

    /** Removes the id of the page's first record. */
    static final Fault RECORD_WITHOUT_ID = changed((request, body) -> {
        ObjectNode first = (ObjectNode) body.path("results").get(0);
        first.remove("id");
        ((ObjectNode) first.path("properties")).remove("hs_object_id");
    });

    /** Makes one value of the page's first record huge. */
    static Fault hugeValue(int length) {
        return changed((request, body) -> {
            JsonNode properties = body.path("results").get(0).path("properties");
            String name = properties.has("lastname")
                    ? "lastname"
                    : properties.fieldNames().next();
            ((ObjectNode) properties).put(name, "x".repeat(length));
        });
    }

    private static Fault changed(BiConsumer<HttpRequest, ObjectNode> change) {
        return (request, correct) -> {
            Answer answer = correct.get();
            if (answer.status() >= 300 || !answer.isJson()) {
                return answer;
            }
            JsonNode body = Json.tree(answer.body());
            if (!(body instanceof ObjectNode object) || object.path("results").isEmpty()) {
                return answer;
            }
            change.accept(request, object);
            return answer.withBody(Json.bytes(object));
        };
    }
}
