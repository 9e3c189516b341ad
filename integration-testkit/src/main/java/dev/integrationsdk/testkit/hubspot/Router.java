package dev.integrationsdk.testkit.hubspot;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a request through credentials, limits and scopes to the endpoint that answers it. */
final class Router {
    private static final Pattern OBJECTS =
            Pattern.compile("/crm/(?:objects/2026-0[39]|v3/objects)/(?<type>[^/]+)(?<rest>/.*)?");
    private static final Pattern PROPERTIES =
            Pattern.compile("/crm/(?:properties/2026-0[39]|v3/properties)/(?<type>[^/]+)");
    private static final Pattern ACCOUNT = Pattern.compile("/account-info/(?:2026-0[39]|v3)/details");
    private static final String BEARER = "Bearer ";
    private static final int MAX_TARGET_LENGTH = 16_000;

    private final Collection<SimulatedPortal> portals;

    Router(Collection<SimulatedPortal> portals) {
        this.portals = List.copyOf(portals);
    }

    Answer answer(HttpRequest request) {
        if (request.target().length() > MAX_TARGET_LENGTH) {
            return ErrorAnswers.ofStatus(414);
        }
        try {
            String token = token(request);
            SimulatedPortal portal = portals.stream()
                    .filter(one -> one.token().equals(token))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(ErrorAnswers.invalidAuthentication()));
            portal.requireLiveToken();
            if (request.path().endsWith("/search")) {
                portal.limits().countSearch();
                return route(request, portal);
            }
            return countedCall(request, portal);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private static Answer countedCall(HttpRequest request, SimulatedPortal portal) {
        Map<String, String> rateHeaders = portal.limits().countCall();
        try {
            return route(request, portal).withHeaders(rateHeaders);
        } catch (Refusal refusal) {
            return refusal.answer().withHeaders(rateHeaders);
        }
    }

    private static Answer route(HttpRequest request, SimulatedPortal portal) {
        Matcher objects = OBJECTS.matcher(request.path());
        if (objects.matches()) {
            ObjectType type = type(objects.group("type"));
            portal.requireAnyScope(List.of(type.readScope()));
            return objects(request, portal, type, Objects.requireNonNullElse(objects.group("rest"), ""));
        }
        Matcher properties = PROPERTIES.matcher(request.path());
        if (properties.matches() && "GET".equals(request.method())) {
            ObjectType type = type(properties.group("type"));
            portal.requireAnyScope(List.of("crm.schemas." + type.path() + ".read", type.readScope()));
            return SchemaAnswers.properties(portal.store(type));
        }
        if (ACCOUNT.matcher(request.path()).matches() && "GET".equals(request.method())) {
            portal.requireAnyScope(List.of("oauth"));
            return SchemaAnswers.account(portal.settings());
        }
        return ErrorAnswers.notFound("resource not found");
    }

    private static Answer objects(HttpRequest request, SimulatedPortal portal, ObjectType type, String rest) {
        RecordStore store = portal.store(type);
        return switch (request.method() + " " + rest) {
            case "GET " -> ListEndpoint.answer(request, store);
            case "POST /search" -> SearchEndpoint.answer(request, store, portal.searchableUntilMillis());
            case "POST /batch/read" -> BatchReadEndpoint.answer(request, store, portal.now());
            default ->
                rest.startsWith("/") && "GET".equals(request.method())
                        ? ListEndpoint.single(request, store, rest.substring(1))
                        : ErrorAnswers.notFound("resource not found");
        };
    }

    private static ObjectType type(String name) {
        return ObjectType.find(name)
                .orElseThrow(() -> new Refusal(ErrorAnswers.notFound("Unable to infer object type from: " + name)));
    }

    /** The bearer token of a request, empty if there is none. */
    static String token(HttpRequest request) {
        @Nullable String authorization = request.header("Authorization");
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : "";
    }
}
