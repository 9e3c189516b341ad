package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpCall;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.http.RetryAfter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The calls of HubSpot's CRM API that a scan needs. Immutable; asks for the token anew with every call. */
final class HubSpotApi {
    /** Most records of one page of a listing, and most ids of one batch. */
    static final int MAX_PAGE = 100;

    private static final int MAX_URL_LENGTH = 6 * 1024;
    private static final String JSON = "application/json";
    private static final String OBJECT_NOT_FOUND = "OBJECT_NOT_FOUND";

    private final ConnectorContext context;
    private final String baseUrl;
    private final ApiVersion version;

    HubSpotApi(ConnectorContext context) {
        this.context = context;
        String url = context.settings()
                .url(HubSpotConnectorProvider.BASE_URL)
                .orElseThrow()
                .toString();
        this.baseUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.version = ApiVersion.of(context.settings().requiredText(HubSpotConnectorProvider.API_VERSION));
    }

    /**
     * One page of a listing.
     *
     * @param after empty for the first page
     */
    record Listing(Collection<String> properties, int limit, String after, boolean archived) {}

    /** Whether every proxy on the way takes the encoded address. */
    boolean fitsIntoUrl(ObjectType type, Listing listing) {
        return url(type, listing).length() <= MAX_URL_LENGTH;
    }

    RecordPage list(ObjectType type, Listing listing, CallContext call) {
        String operation = "list " + (listing.archived() ? "archived " : "") + type.path();
        HttpReply reply = send(HttpCall.get(URI.create(url(type, listing))), call);
        if (!reply.isSuccess()) {
            throw listing.after().isEmpty()
                    ? errors(operation).of(reply)
                    : errors(operation).ofCallWithCursor(reply);
        }
        return page(operation, reply);
    }

    RecordPage search(ObjectType type, ObjectNode query, CallContext call) {
        String operation = "search " + type.path();
        HttpReply reply = send(post(type, "/search", query), call);
        if (!reply.isSuccess()) {
            throw errors(operation).of(reply);
        }
        return page(operation, reply);
    }

    /**
     * The records with these ids, at most {@value #MAX_PAGE}, in any order. Those that are gone are absent; one that was
     * merged into another may come back as that one.
     */
    RecordPage read(ObjectType type, Collection<String> ids, Set<String> properties, CallContext call) {
        if (ids.isEmpty()) {
            return RecordPage.EMPTY;
        }
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = query.putArray("inputs");
        ids.forEach(id -> inputs.addObject().put("id", id));
        properties.forEach(query.putArray("properties")::add);
        String operation = "read " + type.path();
        HttpReply reply = send(post(type, "/batch/read", query), call);
        HubSpotErrors errors = errors(operation);
        if (reply.status() == 404 && errors.category(reply).equals(OBJECT_NOT_FOUND)) {
            return RecordPage.EMPTY;
        }
        if (!reply.isSuccess()) {
            throw errors.of(reply);
        }
        RecordPage page = page(operation, reply);
        if (!Set.of(OBJECT_NOT_FOUND).containsAll(page.errorCategories())) {
            throw new IntegrationException(
                    ErrorCode.SERVICE_UNAVAILABLE, "HubSpot answered '" + operation + "' only in part");
        }
        return page;
    }

    private HttpCall post(ObjectType type, String action, ObjectNode body) {
        return HttpCall.post(URI.create(baseUrl + version.objects(type) + action), JSON, body.toString());
    }

    private String url(ObjectType type, Listing listing) {
        String names = listing.properties().stream().map(HubSpotApi::encoded).collect(Collectors.joining(","));
        return baseUrl + version.objects(type) + "?limit=" + listing.limit() + "&properties=" + names
                + (listing.archived() ? "&archived=true" : "")
                + (listing.after().isEmpty() ? "" : "&after=" + encoded(listing.after()));
    }

    private HttpReply send(HttpCall request, CallContext call) {
        String token =
                context.credentials().current().require(CredentialSet.TOKEN).reveal();
        HttpReply reply = context.http()
                .send(request.withHeader("Authorization", "Bearer " + token).withHeader("Accept", JSON), call);
        RateHeaders.of(reply).forEach(call.gate()::signal);
        return reply;
    }

    private static RecordPage page(String operation, HttpReply reply) {
        if (!isJson(reply)) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD,
                    "the answer to '" + operation
                            + "' is no JSON: something between here and HubSpot may have given it");
        }
        Optional<String> date = reply.header("Date");
        return RecordPageReader.read(operation, reply.body()).withAnsweredAt(date.flatMap(RetryAfter::httpDate));
    }

    static boolean isJson(HttpReply reply) {
        String type = reply.header("Content-Type").orElse(JSON).toLowerCase(Locale.ROOT);
        return type.startsWith(JSON) || type.contains("+json");
    }

    private HubSpotErrors errors(String operation) {
        return new HubSpotErrors(operation, context.clock().instant());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
