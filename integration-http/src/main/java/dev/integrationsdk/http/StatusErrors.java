package dev.integrationsdk.http;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.RetryAfter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the status of an answer means, as far as RFC 9110 says so; an adapter puts its system's own rules before it. Messages
 * repeat nothing of the answer. Pure functions.
 */
public final class StatusErrors {
    private static final Set<Integer> TELL_WHEN = Set.of(429, 503);

    private StatusErrors() {}

    /**
     * @param system as people write it
     * @param operation what was asked for, without data
     * @param now to read {@code Retry-After} by
     * @return for an answer that is no success; with the instant at which to come again, where a 429 or a 503 names one
     */
    public static IntegrationException of(HttpReply reply, String system, String operation, Instant now) {
        ErrorCode code = code(reply.status());
        String message = system + " answered " + reply.status() + " to '" + operation + "'";
        Optional<Instant> retryAt = TELL_WHEN.contains(reply.status())
                ? reply.header("Retry-After").flatMap(header -> RetryAfter.parse(header, now))
                : Optional.empty();
        return retryAt.map(instant -> IntegrationException.retryAt(code, message, instant))
                .orElseGet(() -> new IntegrationException(code, message));
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401, 407 -> ErrorCode.AUTHENTICATION_FAILED;
            case 403 -> ErrorCode.PERMISSION_DENIED;
            case 404, 410 -> ErrorCode.NOT_FOUND;
            case 408 -> ErrorCode.TIMED_OUT;
            case 409, 412 -> ErrorCode.CONFLICT;
            case 429 -> ErrorCode.RATE_LIMITED;
            default -> ofStatusClass(status);
        };
    }

    private static ErrorCode ofStatusClass(int status) {
        return switch (status / 100) {
            case 3 -> ErrorCode.INVALID_CONFIGURATION;
            case 5 -> ErrorCode.SERVICE_UNAVAILABLE;
            default -> ErrorCode.INVALID_PAYLOAD;
        };
    }
}
