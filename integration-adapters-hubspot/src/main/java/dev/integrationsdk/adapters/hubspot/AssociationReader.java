package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which records belong to others. HubSpot pages the associations of each record by itself, inside one answer for many.
 * Immutable.
 */
final class AssociationReader {
    /** A record with more associations than pages of 500 in this number turns in a circle. */
    private static final int MOST_ROUNDS = 1_000;

    private final Exchange exchange;
    private final System.Logger logger;

    AssociationReader(Exchange exchange, System.Logger logger) {
        this.exchange = exchange;
        this.logger = logger;
    }

    /**
     * The ids of associated records by record id, in HubSpot's order, each once; empty for those without any.
     *
     * @return empty if the account does not let these two types be read together: that is logged and costs nothing else
     */
    Optional<Map<String, Set<String>>> read(ObjectType from, ObjectType to, Collection<String> ids, CallContext call) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        ids.forEach(id -> found.put(id, new LinkedHashSet<>()));
        Map<String, String> open = new LinkedHashMap<>();
        ids.forEach(id -> open.put(id, ""));
        String operation = "read associations of " + from.path() + " to " + to.path();
        for (int round = 0; !open.isEmpty(); round++) {
            HttpReply reply =
                    exchange.post(exchange.version().associations(from, to) + "/batch/read", query(open), call);
            if (reply.status() == 403 || reply.status() == 404) {
                IntegrationException refusal = exchange.errors(operation).of(reply);
                logger.log(System.Logger.Level.WARNING, "left out: {0}", refusal.getMessage());
                return Optional.empty();
            }
            Map<String, String> next =
                    take(Exchange.json(operation, exchange.required(operation, reply)), found, operation);
            requireProgress(open, next, round, operation);
            open.clear();
            open.putAll(next);
        }
        return Optional.of(found);
    }

    private static ObjectNode query(Map<String, String> open) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = query.putArray("inputs");
        open.forEach((id, after) -> {
            ObjectNode input = inputs.addObject().put("id", id);
            if (!after.isEmpty()) {
                input.put("after", after);
            }
        });
        return query;
    }

    /** @return where to go on, by id */
    private static Map<String, String> take(JsonNode answer, Map<String, Set<String>> found, String operation) {
        if (!answer.path("results").isArray()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "HubSpot's answer to '" + operation + "' has no results");
        }
        requireOnlyAbsent(answer, operation);
        Map<String, String> next = new LinkedHashMap<>();
        for (JsonNode result : answer.path("results")) {
            String id = result.path("from").path("id").asText("");
            Set<String> targets = found.get(id);
            if (targets != null) {
                result.path("to")
                        .forEach(target ->
                                Names.id(target.path("toObjectId")).ifPresent(other -> targets.add(other.value())));
                String after = result.path("paging").path("next").path("after").asText("");
                if (!after.isEmpty()) {
                    next.put(id, after);
                }
            }
        }
        return next;
    }

    /** An error that says no more than that a record has none, or is gone, is no loss; any other is. */
    private static void requireOnlyAbsent(JsonNode answer, String operation) {
        for (JsonNode error : answer.path("errors")) {
            boolean isAbsent = error.path("category").asText("").equals("OBJECT_NOT_FOUND")
                    || error.path("subCategory").asText("").contains("NO_ASSOCIATIONS_FOUND");
            if (!isAbsent) {
                throw new IntegrationException(
                        ErrorCode.SERVICE_UNAVAILABLE, "HubSpot answered '" + operation + "' only in part");
            }
        }
    }

    private static void requireProgress(
            Map<String, String> asked, Map<String, String> next, int round, String operation) {
        boolean stands = next.entrySet().stream().anyMatch(one -> one.getValue().equals(asked.get(one.getKey())));
        if (stands || round > MOST_ROUNDS) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "HubSpot's paging of '" + operation + "' turns in a circle");
        }
    }
}
