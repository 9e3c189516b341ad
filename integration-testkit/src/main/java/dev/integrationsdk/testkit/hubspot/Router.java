package dev.integrationsdk.testkit.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a request through credentials, limits and scopes to the endpoint that answers it. */
final class Router {
    private static final String DATED = "2026-0[39]";
    private static final Pattern OBJECTS =
            Pattern.compile("/crm/(?:objects/" + DATED + "|v3/objects)/(?<type>[^/]+)(?<rest>/.*)?");
    private static final Pattern PROPERTIES =
            Pattern.compile("/crm/(?:properties/" + DATED + "|v3/properties)/(?<type>[^/]+)");
    private static final Pattern PIPELINES =
            Pattern.compile("/crm/(?:pipelines/" + DATED + "|v3/pipelines)/(?<type>[^/]+)");
    private static final Pattern ASSOCIATIONS = Pattern.compile(
            "/crm/(?:associations/" + DATED + "|v4/associations)/(?<type>[^/]+)/(?<to>[^/]+)/(?<rest>.+)");
    private static final Pattern OWNERS = Pattern.compile("/crm/(?:owners/" + DATED + "|v3/owners)/?");
    private static final Pattern SCHEMAS = Pattern.compile("/crm-object-schemas/(?:" + DATED + "|v3)/schemas");
    private static final Pattern LISTS =
            Pattern.compile("/crm/(?:lists/" + DATED + "|v3/lists)/(?<list>[^/]+)/memberships/add");
    private static final Pattern ACCOUNT = Pattern.compile("/account-info/(?:" + DATED + "|v3)/(?<rest>.+)");
    private static final String TOKEN_INFO = "/oauth/v2/private-apps/get/access-token-info";
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
            ObjectType type = type(portal, objects.group("type"));
            return objects(request, portal, type, Objects.requireNonNullElse(objects.group("rest"), ""));
        }
        Matcher associations = ASSOCIATIONS.matcher(request.path());
        if (associations.matches()) {
            return associations(request, portal, associations);
        }
        return "GET".equals(request.method()) ? described(request, portal) : other(request, portal);
    }

    private static Answer described(HttpRequest request, SimulatedPortal portal) {
        Matcher properties = PROPERTIES.matcher(request.path());
        if (properties.matches()) {
            ObjectType type = type(portal, properties.group("type"));
            portal.requireAnyScope(List.of("crm.schemas." + type.path() + ".read", type.readScope()));
            return SchemaAnswers.properties(portal.store(type));
        }
        Matcher pipelines = PIPELINES.matcher(request.path());
        if (pipelines.matches()) {
            ObjectType type = type(portal, pipelines.group("type"));
            portal.requireAnyScope(List.of(type.readScope()));
            return portal.references().pipelines(type);
        }
        if (OWNERS.matcher(request.path()).matches()) {
            portal.requireAnyScope(List.of("crm.objects.owners.read"));
            return portal.references().owners(request);
        }
        if (SCHEMAS.matcher(request.path()).matches()) {
            portal.requireAnyScope(List.of("crm.schemas.custom.read"));
            return SchemaAnswers.addedTypes(portal);
        }
        Matcher account = ACCOUNT.matcher(request.path());
        if (account.matches()) {
            portal.requireAnyScope(List.of("oauth"));
            return switch (account.group("rest")) {
                case "details" -> SchemaAnswers.account(portal.settings());
                case "api-usage/daily/private-apps" -> SchemaAnswers.dailyUse(portal);
                default -> ErrorAnswers.notFound("resource not found");
            };
        }
        return ErrorAnswers.notFound("resource not found");
    }

    private static Answer other(HttpRequest request, SimulatedPortal portal) {
        if (TOKEN_INFO.equals(request.path())) {
            return SchemaAnswers.tokenInfo(portal);
        }
        Matcher lists = LISTS.matcher(request.path());
        if (lists.matches() && "PUT".equals(request.method())) {
            portal.requireAnyScope(List.of("crm.lists.write"));
            return enrol(request, portal, lists.group("list"));
        }
        return ErrorAnswers.notFound("resource not found");
    }

    private static Answer enrol(HttpRequest request, SimulatedPortal portal, String listId) {
        Set<String> members = portal.list(listId);
        if (members == null) {
            return ErrorAnswers.notFound("List does not exist");
        }
        List<String> added = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (JsonNode id : Json.tree(request.body())) {
            boolean isThere = portal.types().stream()
                    .anyMatch(type -> BatchReadEndpoint.find(portal.store(type), false, id.asText(), null)
                            .isPresent());
            if (!isThere) {
                missing.add(id.asText());
            } else if (members.add(id.asText())) {
                added.add(id.asText());
            }
        }
        return Answer.json(
                200,
                Json.bytes(
                        Map.of("recordIdsRemoved", List.of(), "recordsIdsAdded", added, "recordIdsMissing", missing)));
    }

    private static Answer associations(HttpRequest request, SimulatedPortal portal, Matcher path) {
        ObjectType from = type(portal, path.group("type"));
        ObjectType to = type(portal, path.group("to"));
        String rest = path.group("rest");
        boolean reads = "labels".equals(rest) || "batch/read".equals(rest);
        for (ObjectType type : List.of(from, to)) {
            portal.requireAnyScope(List.of(reads ? type.readScope() : type.writeScope()));
        }
        AssociationEndpoint endpoint = new AssociationEndpoint(portal, from, to);
        return switch (request.method() + " " + rest) {
            case "GET labels" -> endpoint.labels();
            case "POST batch/read" -> endpoint.read(Json.requestBody(request));
            case "POST batch/associate/default" -> endpoint.associateUsual(Json.requestBody(request));
            case "POST batch/create" -> endpoint.create(Json.requestBody(request));
            case "POST batch/archive" -> endpoint.archive(Json.requestBody(request));
            default -> ErrorAnswers.notFound("resource not found");
        };
    }

    private static Answer objects(HttpRequest request, SimulatedPortal portal, ObjectType type, String rest) {
        RecordStore store = portal.store(type);
        String operation = request.method() + " " + rest;
        switch (operation) {
            case "GET " -> {
                portal.requireAnyScope(List.of(type.readScope()));
                return ListEndpoint.answer(request, store);
            }
            case "POST /search" -> {
                portal.requireAnyScope(List.of(type.readScope()));
                return SearchEndpoint.answer(request, store, portal.searchableUntilMillis());
            }
            case "POST /batch/read" -> {
                portal.requireAnyScope(List.of(type.readScope()));
                return BatchReadEndpoint.answer(request, store, portal.now());
            }
            default -> {
                if (rest.startsWith("/") && "GET".equals(request.method())) {
                    portal.requireAnyScope(List.of(type.readScope()));
                    return ListEndpoint.single(request, store, rest.substring(1));
                }
                portal.requireAnyScope(List.of(type.writeScope()));
                return write(request, portal, store, operation);
            }
        }
    }

    private static Answer write(HttpRequest request, SimulatedPortal portal, RecordStore store, String operation) {
        WriteEndpoint endpoint = new WriteEndpoint(portal, store, request.path());
        String id = operation.substring(operation.indexOf('/') + 1);
        return switch (operation) {
            case "POST " -> endpoint.createOne(Json.requestBody(request));
            case "POST /batch/create" -> endpoint.batch(Json.requestBody(request), "create");
            case "POST /batch/update" -> endpoint.batch(Json.requestBody(request), "update");
            case "POST /batch/upsert" -> endpoint.batch(Json.requestBody(request), "upsert");
            case "POST /batch/archive" -> endpoint.archive(Json.requestBody(request));
            case "POST /merge" -> merge(portal, store, Json.requestBody(request));
            case "POST /gdpr-delete" -> deleteForPrivacy(portal, store, Json.requestBody(request));
            default ->
                switch (request.method()) {
                    case "PATCH" ->
                        endpoint.updateOne(
                                id,
                                Objects.requireNonNullElse(request.parameter("idProperty"), ""),
                                Json.requestBody(request));
                    case "DELETE" -> endpoint.archiveOne(id);
                    default -> ErrorAnswers.notFound("resource not found");
                };
        };
    }

    private static Answer merge(SimulatedPortal portal, RecordStore store, JsonNode body) {
        try {
            String survivor = portal.merge(
                    store.type().path(),
                    body.path("primaryObjectId").asText(),
                    body.path("objectIdToMerge").asText());
            StoredRecord stored = store.find(false, Long.parseLong(survivor)).orElseThrow();
            return Answer.json(200, stored.rendered(store.select(List.of(), List.of())));
        } catch (NoSuchElementException | NumberFormatException absent) {
            return ErrorAnswers.validation("One of the two records cannot be merged");
        }
    }

    private static Answer deleteForPrivacy(SimulatedPortal portal, RecordStore store, JsonNode body) {
        BatchReadEndpoint.find(
                        store,
                        false,
                        body.path("objectId").asText(),
                        body.path("idProperty").asText(""))
                .ifPresent(stored -> portal.deleteForPrivacy(store.type().path(), Long.toString(stored.id())));
        return new Answer(204, Map.of(), new byte[0], Delivery.WHOLE);
    }

    private static ObjectType type(SimulatedPortal portal, String name) {
        return ObjectType.find(portal.types(), name)
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
