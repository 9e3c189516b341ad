package dev.integrationsdk.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import java.net.URI;
import java.util.Map;

/** Says what the refusal of a token endpoint means. Only its error code is repeated, and that only if it is one. */
final class TokenRefusals {
    private static final Map<String, ErrorCode> BY_ERROR = Map.of(
            "invalid_grant", ErrorCode.REAUTHORIZATION_REQUIRED,
            "invalid_client", ErrorCode.AUTHENTICATION_FAILED,
            "unauthorized_client", ErrorCode.AUTHENTICATION_FAILED,
            "invalid_request", ErrorCode.INVALID_CONFIGURATION,
            "invalid_scope", ErrorCode.INVALID_CONFIGURATION,
            "unsupported_grant_type", ErrorCode.INVALID_CONFIGURATION,
            "slow_down", ErrorCode.RATE_LIMITED,
            "temporarily_unavailable", ErrorCode.SERVICE_UNAVAILABLE);

    private TokenRefusals() {}

    static IntegrationException of(HttpReply reply, URI address) {
        String error = error(reply);
        ErrorCode code = code(reply.status(), error);
        return new IntegrationException(
                code,
                "the token endpoint of " + address.getHost() + " answered " + reply.status()
                        + (BY_ERROR.containsKey(error) ? " " + error : ""));
    }

    private static ErrorCode code(int status, String error) {
        if (status >= 500) {
            return ErrorCode.SERVICE_UNAVAILABLE;
        }
        if (status == 429) {
            return ErrorCode.RATE_LIMITED;
        }
        ErrorCode byError = BY_ERROR.get(error);
        if (byError != null) {
            return byError;
        }
        return status == 401 ? ErrorCode.AUTHENTICATION_FAILED : ErrorCode.INVALID_PAYLOAD;
    }

    /** Empty if the answer is no error answer, such as the page of a proxy. */
    private static String error(HttpReply reply) {
        try {
            JsonNode answer = StrictJson.tree(reply.body());
            return answer.path("error").asText("");
        } catch (IntegrationException noJson) {
            return "";
        }
    }
}
