package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.integrationsdk.http.StrictJson;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer that is no success means, from HubSpot's page "Error handling" and its usage guidelines. Messages hold
 * the status, HubSpot's correlation id and names of scopes: never a text of the answer, which may repeat what was sent.
 */
final class HubSpotErrors {
    private static final Duration LOCKED = Duration.ofSeconds(2);
    private static final Duration SECONDLY = Duration.ofSeconds(1);
    private static final Duration TEN_SECONDLY = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofHours(1);
    /** What looks like a rule's name, or stands in quotes behind "name" or "property". */
    private static final Pattern NAMED = Pattern.compile(
            "(?:\\bname\\\\?\"\\s*:\\s*\\\\?\"|[Pp]roperty\\s+\"?)([a-z0-9_]{1,64})\\b|\\b((?:INVALID|READ_ONLY|REQUIRED|DUPLICATE|MISSING)_[A-Z_]{1,40})\\b");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String operation;
    private final Instant now;

    HubSpotErrors(String operation, Instant now) {
        this.operation = operation;
        this.now = now;
    }

    /** The category of an error body, or an empty text. */
    String category(HttpReply reply) {
        return plain(body(reply).path("category"));
    }

    /** A cursor that HubSpot gave out and no longer takes is refused as an invalid request. */
    IntegrationException ofCallWithCursor(HttpReply reply) {
        return reply.status() == 400
                ? error(ErrorCode.CURSOR_EXPIRED, reply, "it no longer takes the page's cursor")
                : of(reply);
    }

    IntegrationException of(HttpReply reply) {
        int status = reply.status();
        return switch (status) {
            case 401, 530 -> authentication(reply);
            case 403 ->
                error(ErrorCode.PERMISSION_DENIED, reply, "the token lacks a scope, one of " + scopes(body(reply)));
            case 404 -> error(ErrorCode.NOT_FOUND, reply, "there is no such object type or path");
            case 408 -> error(ErrorCode.TIMED_OUT, reply, "it timed out");
            case 414 -> error(ErrorCode.INVALID_CONFIGURATION, reply, "the address is too long: map fewer fields");
            case 423 -> retryAt(ErrorCode.SERVICE_UNAVAILABLE, reply, "records are locked", now.plus(LOCKED));
            case 429 -> rateLimit(reply);
            case 522, 525, 526 ->
                error(ErrorCode.INVALID_PAYLOAD, reply, "its own proxies do not reach it: ask HubSpot's support");
            case 477 -> retryAt(ErrorCode.SERVICE_UNAVAILABLE, reply, "the account is being moved", now.plus(STEP));
            default -> ofStatusClass(reply);
        };
    }

    private IntegrationException ofStatusClass(HttpReply reply) {
        return switch (reply.status() / 100) {
            case 3 -> error(ErrorCode.INVALID_CONFIGURATION, reply, "it redirects elsewhere: correct the base URL");
            case 5 ->
                reply.header("Retry-After").isPresent()
                        ? retryAt(ErrorCode.SERVICE_UNAVAILABLE, reply, "it is unavailable", now)
                        : error(ErrorCode.SERVICE_UNAVAILABLE, reply, "it is unavailable");
            default -> error(ErrorCode.INVALID_PAYLOAD, reply, "it refused the request " + category(reply));
        };
    }

    private IntegrationException authentication(HttpReply reply) {
        boolean expired = category(reply).equals("EXPIRED_AUTHENTICATION");
        return error(
                ErrorCode.AUTHENTICATION_FAILED, reply, expired ? "the token has EXPIRED" : "the token is INVALID");
    }

    /** The day ends at midnight of the account's zone, which is not known here: it is tried every hour. */
    private IntegrationException rateLimit(HttpReply reply) {
        String policy = plain(body(reply).path("policyName"));
        Instant next = switch (policy) {
            case "SECONDLY" -> now.plus(SECONDLY);
            case "DAILY" -> earlier(now.plus(STEP), nextMidnight());
            default -> now.plus(TEN_SECONDLY);
        };
        return retryAt(ErrorCode.RATE_LIMITED, reply, "a limit is reached: " + policy, next);
    }

    private IntegrationException retryAt(ErrorCode code, HttpReply reply, String reason, Instant otherwise) {
        Instant instant = reply.header("Retry-After")
                .flatMap(header -> RetryAfter.parse(header, now))
                .orElse(otherwise);
        return IntegrationException.retryAt(code, message(reply, reason), instant);
    }

    private IntegrationException error(ErrorCode code, HttpReply reply, String reason) {
        return new IntegrationException(code, message(reply, reason));
    }

    private String message(HttpReply reply, String reason) {
        String correlationId = plain(body(reply).path("correlationId"));
        return "HubSpot answered " + reply.status() + " to '" + operation + "': " + reason.trim()
                + (correlationId.isEmpty() ? "." : " (its correlation id: " + correlationId + ").");
    }

    private static Set<String> scopes(JsonNode body) {
        Set<String> scopes = new TreeSet<>();
        for (JsonNode error : body.path("errors")) {
            for (JsonNode scope : error.path("context").path("requiredGranularScopes")) {
                scopes.add(plain(scope));
            }
        }
        return scopes;
    }

    /** Why one record was not taken: the category, and the names of properties and of rules that HubSpot gives. */
    IntegrationException ofRefusedRecord(JsonNode error) {
        Set<String> reasons = new TreeSet<>();
        Matcher named = NAMED.matcher(error.path("message").asText(""));
        while (named.find()) {
            reasons.add(named.group(1) == null ? named.group(2) : named.group(1));
        }
        boolean conflicts = plain(error.path("category")).equals("CONFLICT");
        return new IntegrationException(
                conflicts ? ErrorCode.CONFLICT : ErrorCode.RECORD_REJECTED,
                "HubSpot refused a record at '" + operation + "': " + plain(error.path("category")) + " " + reasons);
    }

    /** Proxies answer with pages for people, which are not read at all. */
    JsonNode body(HttpReply reply) {
        if (reply.header("Content-Type").isEmpty() || !Exchange.isJson(reply)) {
            return MissingNode.getInstance();
        }
        try {
            return StrictJson.tree(reply.body());
        } catch (IntegrationException ignored) {
            // The status says what matters; HubSpot calls every part of the body optional.
            return MissingNode.getInstance();
        }
    }

    /** The text of a code or an id; empty for anything that may be something else. */
    private static String plain(JsonNode node) {
        String text = node.asText("");
        return PLAIN.matcher(text).matches() ? text : "";
    }

    private Instant nextMidnight() {
        return now.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1)
                .toInstant();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
