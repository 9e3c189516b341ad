package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The cursor of a request. */
final class Paging {
    private Paging() {}

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
