package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.http.StrictJson;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import java.net.URI;
import java.util.Locale;

/** The one way of every request to HubSpot: address, token, rate signals, errors. Asks for the token anew each time. */
final class Exchange {
    private static final String JSON = "application/json";

    private final ConnectorContext context;
    private final SearchPace pace;
    private final String baseUrl;
    private final ApiVersion version;

    Exchange(ConnectorContext context, SearchPace pace) {
        this.context = context;
        this.pace = pace;
        String url = context.settings()
                .url(HubSpotConnectorProvider.BASE_URL)
                .orElseThrow()
                .toString();
        this.baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.version = ApiVersion.of(context.settings().requiredText(HubSpotConnectorProvider.API_VERSION));
    }

    ApiVersion version() {
        return version;
    }

    /** As long as it goes out. */
    String address(String pathAndQuery) {
        return baseUrl + pathAndQuery;
    }

    /**
     * Reads one document.
     *
     * @param operation in messages
     * @throws IntegrationException what the answer means, unless it is a success with JSON
     */
    JsonNode get(String operation, String pathAndQuery, CallContext call) {
        return json(operation, required(operation, read(pathAndQuery, call)));
    }

    HttpReply read(String pathAndQuery, CallContext call) {
        return send(HttpCall.get(URI.create(address(pathAndQuery))), token(), call);
    }

    /** As the one whom another token opens. */
    JsonNode get(String operation, String pathAndQuery, Secret accessToken, CallContext call) {
        HttpCall request = HttpCall.get(URI.create(address(pathAndQuery)));
        return json(operation, required(operation, send(request, accessToken, call)));
    }

    HttpReply post(String path, JsonNode body, CallContext call) {
        return write("POST", path, body, call);
    }

    /** The body is sent at most once. */
    HttpReply write(String method, String path, JsonNode body, CallContext call) {
        HttpCall request = HttpCall.of(method, URI.create(address(path)), JSON, body.toString());
        return send(request, token(), call);
    }

    /** Waits for its turn: HubSpot limits searches apart from everything else, and its answers to them do not say so. */
    HttpReply search(String path, JsonNode query, CallContext call) {
        pace.await(token(), call);
        return post(path, query, call);
    }

    private HttpReply send(HttpCall request, Secret token, CallContext call) {
        HttpCall authorized =
                request.withHeader("Authorization", "Bearer " + token.reveal()).withHeader("Accept", JSON);
        HttpReply reply = context.http().send(authorized, call);
        RateHeaders.of(reply).forEach(call.gate()::signal);
        return reply;
    }

    Secret token() {
        return context.credentials().current().require(CredentialSet.TOKEN);
    }

    /** @throws IntegrationException what the answer means, unless it is a success */
    HttpReply required(String operation, HttpReply reply) {
        if (!reply.isSuccess()) {
            throw errors(operation).of(reply);
        }
        return reply;
    }

    /** @throws IntegrationException INVALID_PAYLOAD, NETWORK_FAILED if it was cut off */
    static JsonNode json(String operation, HttpReply reply) {
        requireJson(operation, reply);
        return StrictJson.tree(reply.body());
    }

    static void requireJson(String operation, HttpReply reply) {
        if (!isJson(reply)) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    "the answer to '" + operation
                            + "' is no JSON: something between here and HubSpot may have given it");
        }
    }

    static boolean isJson(HttpReply reply) {
        String type = reply.header("Content-Type").orElse(JSON).toLowerCase(Locale.ROOT);
        return type.startsWith(JSON) || type.contains("+json");
    }

    HubSpotErrors errors(String operation) {
        return new HubSpotErrors(operation, context.clock().instant());
    }
}
