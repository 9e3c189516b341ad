package dev.integrationsdk.testkit.hubspot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why one input of a write is refused. Immutable. */
final class WriteProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String category;
    private final String text;

    private WriteProblem(int status, String category, String text) {
        super(text);
        this.status = status;
        this.category = category;
        this.text = text;
    }

    static WriteProblem invalid(String message) {
        return new WriteProblem(400, "VALIDATION_ERROR", message);
    }

    static WriteProblem conflict(ObjectType type, long existingId) {
        String singular =
                type.singular().charAt(0) + type.singular().substring(1).toLowerCase(Locale.ROOT);
        return new WriteProblem(409, "CONFLICT", singular + " already exists. Existing ID: " + existingId);
    }

    static WriteProblem twiceInBatch(String name) {
        return new WriteProblem(409, "CONFLICT", "Duplicate value of " + name + " in the batch");
    }

    static WriteProblem absent(ObjectType type, String id) {
        return new WriteProblem(
                404, "OBJECT_NOT_FOUND", "Could not get some " + type.singular() + " objects, such as " + id);
    }

    /** As the answer to a request that writes one record, or to a batch that is refused as a whole. */
    Refusal alone() {
        return new Refusal(ErrorAnswers.error(status, text, category, Map.of()));
    }

    /** As one of the errors of an answer in part. */
    Map<String, Object> amongOthers(WriteInput input) {
        Map<String, Object> context = new LinkedHashMap<>();
        if (!input.traceId().isEmpty()) {
            context.put("objectWriteTraceId", List.of(input.traceId()));
        }
        if (status == 404) {
            context.put("ids", List.of(input.id()));
        }
        return Map.of("status", "error", "category", category, "message", text, "context", context);
    }
}
