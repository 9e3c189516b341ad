package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST …/{type}/batch/read}: up to 100 records by id, in no particular order. */
final class BatchReadEndpoint {
    private static final int MAX_INPUTS = 100;

    private BatchReadEndpoint() {}

    static Answer answer(HttpRequest request, RecordStore store, Instant now) {
        JsonNode body = Json.requestBody(request);
        Set<String> ids = ids(body.path("inputs"));
        String idProperty = body.path("idProperty").asText("");
        Map<Long, StoredRecord> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            find(store, request.asksForArchived(), id, idProperty)
                    .ifPresentOrElse(stored -> found.put(stored.id(), stored), () -> missing.add(id));
        }
        String message = "Could not get some " + store.type().singular()
                + " objects, they may be deleted or not exist. Check that ids are valid.";
        if (found.isEmpty() && !missing.isEmpty()) {
            return ErrorAnswers.notFound(message);
        }
        List<StoredRecord> results = new ArrayList<>(found.values());
        Collections.shuffle(results, new Random(ids.hashCode()));
        List<String> history = SearchEndpoint.names(body.path("propertiesWithHistory"));
        ListEndpoint.requireFewWithHistory(history, ids.size());
        PropertySelection selection = store.select(SearchEndpoint.names(body.path("properties")), history);
        return page(results, selection, now, missing.isEmpty() ? null : errors(message, missing));
    }

    /** Finds a record by its id, or by the value of {@code idProperty} if that is given. */
    static Optional<StoredRecord> find(RecordStore store, boolean archived, String id, @Nullable String idProperty) {
        if (idProperty != null && !idProperty.isEmpty()) {
            return store.findByValue(archived, idProperty, id);
        }
        return id.matches("\\d{1,18}") ? store.find(archived, Long.parseLong(id)) : Optional.empty();
    }

    private static Set<String> ids(JsonNode inputs) {
        if (inputs.isEmpty() || inputs.size() > MAX_INPUTS) {
            throw new Refusal(ErrorAnswers.validation("The maximum number of inputs supported in a batch request is "
                    + MAX_INPUTS + ", received " + inputs.size()));
        }
        Set<String> ids = new LinkedHashSet<>();
        inputs.forEach(input -> ids.add(input.path("id").asText()));
        return ids;
    }

    private static Answer page(
            List<StoredRecord> results, PropertySelection selection, Instant now, byte @Nullable [] errors) {
        AnswerBuilder answer = new AnswerBuilder(results.size())
                .text("{\"status\":\"COMPLETE\",")
                .results(results, selection);
        if (errors != null) {
            answer.text(",\"numErrors\":1,\"errors\":[").bytes(errors).text("]");
        }
        return answer.text(",\"startedAt\":\"" + now + "\",\"completedAt\":\"" + now + "\"}")
                .build(errors == null ? 200 : 207);
    }

    private static byte[] errors(String message, List<String> missing) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status", "error");
        error.put("category", "OBJECT_NOT_FOUND");
        error.put("message", message);
        error.put("context", Map.of("ids", missing));
        return Json.bytes(error);
    }
}
