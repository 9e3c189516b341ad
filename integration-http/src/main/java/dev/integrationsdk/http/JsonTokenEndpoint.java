package dev.integrationsdk.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.HttpTransport;
import dev.integrationsdk.spi.oauth.OAuthClient;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.oauth.OAuthSpec.ClientAuthentication;
import dev.integrationsdk.spi.oauth.OAuthWire;
import dev.integrationsdk.spi.oauth.TokenGrant;
import dev.integrationsdk.spi.oauth.TokenRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Token endpoints as RFC 6749 and RFC 7009 describe them, over a transport that sends a body once and follows no
 * redirect. Thread-safe.
 */
final class JsonTokenEndpoint implements OAuthWire {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration CALL_TIME = Duration.ofSeconds(20);
    private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(3_650).toSeconds();

    private final HttpTransport transport;

    JsonTokenEndpoint(HttpTransport transport) {
        this.transport = transport;
    }

    @Override
    public TokenGrant grant(TokenRequest request, CallContext context) {
        OAuthSpec spec = request.spec();
        HttpReply reply = post(spec.tokenUrl(), spec, request.client(), request.parameters(), context);
        if (!reply.isSuccess()) {
            throw TokenRefusals.of(reply, spec.tokenUrl());
        }
        return grant(StrictJson.tree(reply.body()));
    }

    @Override
    public void revoke(OAuthSpec spec, OAuthClient client, Secret token, CallContext context) {
        Optional<URI> address = spec.revokeUrl();
        if (address.isPresent()) {
            HttpReply reply = post(address.get(), spec, client, Map.of("token", token.reveal()), context);
            if (!reply.isSuccess()) {
                throw TokenRefusals.of(reply, address.get());
            }
        }
    }

    private HttpReply post(
            URI address, OAuthSpec spec, OAuthClient client, Map<String, String> parameters, CallContext context) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        boolean isBasic = spec.clientAuthentication() == ClientAuthentication.BASIC;
        if (!isBasic) {
            form.put("client_id", client.id());
            form.put("client_secret", client.secret().reveal());
        }
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpCall call = HttpCall.post(address, FORM, body)
                .withHeader("Accept", "application/json")
                .withTimeout(CALL_TIME);
        return transport.send(isBasic ? call.withHeader("Authorization", basic(client)) : call, context);
    }

    /** Both parts are form-encoded before they are joined: RFC 6749, section 2.3.1. */
    private static String basic(OAuthClient client) {
        String both = encoded(client.id()) + ":" + encoded(client.secret().reveal());
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static TokenGrant grant(JsonNode answer) {
        if (!answer.isObject()) {
            throw invalid("is no JSON object");
        }
        JsonNode type = answer.path("token_type");
        if (type.isTextual() && !type.textValue().equalsIgnoreCase("bearer")) {
            throw invalid("gives a token of another type than Bearer");
        }
        return new TokenGrant(
                secret(answer, "access_token").orElseThrow(() -> invalid("gives no access token")),
                secret(answer, "refresh_token"),
                life(answer.path("expires_in")),
                scopes(answer.path("scope")));
    }

    private static Optional<Secret> secret(JsonNode answer, String field) {
        JsonNode value = answer.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw invalid("has a " + field + " that is no text or blank");
        }
        return Optional.of(Secret.of(value.textValue()));
    }

    /** Some servers send the number as text. */
    private static Optional<Duration> life(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String digits = value.asText();
        if (!digits.matches("[0-9]{1,18}") || digits.matches("0+")) {
            throw invalid("has an expires_in that is no positive number of seconds");
        }
        return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(digits), LONGEST_LIFE_SECONDS)));
    }

    private static List<String> scopes(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank()
                ? List.of(value.textValue().strip().split("[ ,]+", -1))
                : List.of();
    }

    private static IntegrationException invalid(String problem) {
        return new IntegrationException(ErrorCode.INVALID_PAYLOAD, "the answer of the token endpoint " + problem);
    }
}
