package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The cursor of an answer and of a request. */
final class Paging {
    private static final String FOREIGN_HOST = "https://link-is-not-to-be-followed.invalid";

    private Paging() {}

    /** Appends {@code paging}; its link leads nowhere, as a client has to use {@code after}. */
    static void append(StringBuilder json, String after, String path) {
        json.append(",\"paging\":{\"next\":{\"after\":\"").append(after);
        json.append("\",\"link\":\"").append(FOREIGN_HOST).append(path).append("\"}}");
    }

    /** The cursor that a request carries in its query or its body, or null. */
    static @Nullable String requestedAfter(HttpRequest request) {
        String inQuery = request.parameter("after");
        if (inQuery != null || !request.path().endsWith("/search")) {
            return inQuery;
        }
        JsonNode after = Json.tree(request.body()).path("after");
        return after.isMissingNode() || after.isNull() || after.asText().isEmpty() ? null : after.asText();
    }
}
