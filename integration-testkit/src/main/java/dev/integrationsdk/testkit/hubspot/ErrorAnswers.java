package dev.integrationsdk.testkit.hubspot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** HubSpot's error bodies. */
final class ErrorAnswers {
    private static final String SCOPES_PAGE = "https://developers.hubspot.com/scopes";

    private ErrorAnswers() {}

    static Answer validation(String message) {
        return error(400, message, "VALIDATION_ERROR", Map.of());
    }

    static Answer invalidAuthentication() {
        return error(
                401,
                "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more"
                        + " details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
                "INVALID_AUTHENTICATION",
                Map.of());
    }

    static Answer expiredAuthentication(Instant expiredAt) {
        return error(
                401,
                "The OAuth token used to make this call expired 0 second(s) ago.",
                "EXPIRED_AUTHENTICATION",
                Map.of("context", Map.of("expire time", List.of(expiredAt.toString()))));
    }

    static Answer missingScopes(List<String> anyOf) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put(
                "errors",
                List.of(Map.of(
                        "message",
                        "One or more of the following scopes are required.",
                        "context",
                        Map.of("requiredGranularScopes", anyOf))));
        more.put("links", Map.of("scopes", SCOPES_PAGE));
        return error(
                403,
                "This app hasn't been granted all required scopes to make this call. Read more about required scopes"
                        + " here: " + SCOPES_PAGE + ".",
                "MISSING_SCOPES",
                more);
    }

    static Answer notFound(String message) {
        return error(404, message, "OBJECT_NOT_FOUND", Map.of());
    }

    static Answer internalError() {
        return json(500, "internal error", Map.of());
    }

    /** The body of a 429; the caller adds the headers, which search answers do not have. */
    static Answer rateLimited(String policyName) {
        String limit = "TEN_SECONDLY_ROLLING".equals(policyName)
                ? "ten_secondly_rolling"
                : policyName.toLowerCase(Locale.ROOT);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("errorType", "RATE_LIMIT");
        more.put("policyName", policyName);
        more.put("requestId", UUID.randomUUID().toString());
        return json(429, "You have reached your " + limit + " limit.", more);
    }

    /** What HubSpot, or the proxy before it, sends with a status: pages for some, an error body for the others. */
    static Answer ofStatus(int status) {
        return switch (status) {
            case 400 -> validation("There was a problem with the request.");
            case 401 -> invalidAuthentication();
            case 403 -> missingScopes(List.of("crm.objects.contacts.read"));
            case 404 -> notFound("resource not found");
            case 414 -> Answer.html(414, "Request-URI Too Large");
            case 429 -> rateLimited("TEN_SECONDLY_ROLLING");
            case 502 -> Answer.html(502, "Bad Gateway");
            case 504 -> Answer.html(504, "Gateway Time-out");
            case 520, 521, 522, 523, 524, 525, 526, 530 -> Answer.html(status, "A problem of the origin");
            default -> json(status, "internal error", Map.of());
        };
    }

    static Answer error(int status, String message, String category, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("category", category);
        return json(status, message, all);
    }

    private static Answer json(int status, String message, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "error");
        body.put("message", message);
        body.put("correlationId", UUID.randomUUID().toString());
        body.putAll(more);
        return Answer.json(status, Json.bytes(body));
    }
}
