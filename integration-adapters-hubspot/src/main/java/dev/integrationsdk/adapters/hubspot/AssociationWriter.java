package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.adapters.hubspot.AccountSchema.AssociationType;
import dev.integrationsdk.adapters.hubspot.RecordWrite.AssociationChange;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Lets records belong together, and ends it: always the kind without a label. Immutable. */
final class AssociationWriter {
    private static final int MOST_PAIRS = 1_000;

    private final Exchange exchange;
    private final AssociationReader reader;
    private final AccountSchema schema;

    AssociationWriter(Exchange exchange, AssociationReader reader, AccountSchema schema) {
        this.exchange = exchange;
        this.reader = reader;
        this.schema = schema;
    }

    private record Pair(String from, String to) {}

    /** For a record that is to be created with its associations at once. */
    void addTo(ObjectNode input, ObjectType from, List<AssociationChange> changes, CallContext call) {
        for (AssociationChange change : changes) {
            if (change.kind() == AssociationChange.Kind.REMOVE) {
                continue;
            }
            AssociationType type = usual(from, change.to(), call);
            for (String id : change.ids()) {
                ObjectNode association = input.withArray("associations").addObject();
                association.putObject("to").put("id", id);
                association
                        .putArray("types")
                        .addObject()
                        .put("associationCategory", type.category())
                        .put("associationTypeId", type.typeId());
            }
        }
    }

    private AssociationType usual(ObjectType from, ObjectType to, CallContext call) {
        return schema.associationTypes(from, to, call).stream()
                .filter(type -> type.label().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.RECORD_REJECTED,
                        "HubSpot has no association of " + from.entityType() + " to " + to.entityType()));
    }

    /**
     * Brings the associations of records that are there to what is wanted.
     *
     * @return why it failed, by operation id; nothing for those that are as they should be
     */
    Map<String, IntegrationException> write(ObjectType from, List<RecordWrite> writes, CallContext call) {
        Map<ObjectType, List<RecordWrite>> byTarget = new LinkedHashMap<>();
        for (RecordWrite write : writes) {
            for (AssociationChange change : write.associations()) {
                byTarget.computeIfAbsent(change.to(), to -> new ArrayList<>()).add(write);
            }
        }
        Map<String, IntegrationException> failures = new LinkedHashMap<>();
        byTarget.forEach((to, some) -> {
            try {
                write(from, to, some, call, failures);
            } catch (IntegrationException failure) {
                some.forEach(write -> failures.put(write.operationId(), failure));
            }
        });
        return failures;
    }

    private void write(
            ObjectType from,
            ObjectType to,
            List<RecordWrite> writes,
            CallContext call,
            Map<String, IntegrationException> failures) {
        Map<String, Set<String>> current = current(from, to, writes, call);
        Map<Pair, String> added = new LinkedHashMap<>();
        Map<Pair, String> removed = new LinkedHashMap<>();
        for (RecordWrite write : writes) {
            String id = write.id().map(ExternalId::value).orElseThrow();
            Set<String> there = current.getOrDefault(id, Set.of());
            for (AssociationChange change : write.associations()) {
                if (!change.to().equals(to)) {
                    continue;
                }
                Set<String> gone = new LinkedHashSet<>(change.ids());
                if (change.kind() == AssociationChange.Kind.EXACTLY) {
                    gone = new LinkedHashSet<>(there);
                    gone.removeAll(change.ids());
                }
                if (change.kind() != AssociationChange.Kind.ADD) {
                    gone.forEach(other -> removed.put(new Pair(id, other), write.operationId()));
                }
                if (change.kind() != AssociationChange.Kind.REMOVE) {
                    change.ids().stream()
                            .filter(other -> !there.contains(other))
                            .forEach(other -> added.put(new Pair(id, other), write.operationId()));
                }
            }
        }
        String path = exchange.version().associations(from, to);
        send(path + "/batch/archive", removed, AssociationWriter::removal, call, failures);
        send(path + "/batch/associate/default", added, AssociationWriter::addition, call, failures);
    }

    /** What is there, as far as somebody wants it exactly. */
    private Map<String, Set<String>> current(
            ObjectType from, ObjectType to, List<RecordWrite> writes, CallContext call) {
        List<String> ids = writes.stream()
                .filter(write -> write.associations().stream()
                        .anyMatch(change -> change.kind() == AssociationChange.Kind.EXACTLY))
                .map(write -> write.id().map(ExternalId::value).orElseThrow())
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        return reader.read(from, to, ids, call)
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.PERMISSION_DENIED,
                        "the associations of " + from.entityType() + " to " + to.entityType() + " cannot be read"));
    }

    private static ObjectNode addition(Pair pair) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.putObject("from").put("id", pair.from());
        input.putObject("to").put("id", pair.to());
        return input;
    }

    private static ObjectNode removal(Pair pair) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.putObject("from").put("id", pair.from());
        input.putArray("to").addObject().put("id", pair.to());
        return input;
    }

    private interface Input extends Function<Pair, ObjectNode> {}

    private void send(
            String path,
            Map<Pair, String> pairs,
            Input input,
            CallContext call,
            Map<String, IntegrationException> failures) {
        List<Pair> all = new ArrayList<>(pairs.keySet());
        for (int from = 0; from < all.size(); from += MOST_PAIRS) {
            List<Pair> some = all.subList(from, Math.min(all.size(), from + MOST_PAIRS));
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode inputs = body.putArray("inputs");
            some.forEach(pair -> inputs.add(input.apply(pair)));
            HttpReply reply = exchange.post(path, body, call);
            String operation = "write associations";
            if (reply.status() == 400 && some.size() > 1) {
                some.forEach(pair -> send(path, Map.of(pair, "" + pairs.get(pair)), input, call, failures));
            } else if (reply.status() == 400) {
                failures.put(
                        "" + pairs.get(some.get(0)),
                        exchange.errors(operation)
                                .ofRefusedRecord(exchange.errors(operation).body(reply)));
            } else if (reply.status() != 204) {
                JsonNode answer = Exchange.json(operation, exchange.required(operation, reply));
                refused(answer, pairs, operation, failures);
            }
        }
    }

    private void refused(
            JsonNode answer, Map<Pair, String> pairs, String operation, Map<String, IntegrationException> failures) {
        for (JsonNode error : answer.path("errors")) {
            IntegrationException refusal = exchange.errors(operation).ofRefusedRecord(error);
            JsonNode context = error.path("context");
            pairs.forEach((pair, operationId) -> {
                if (names(context.path("fromObjectId"), pair.from()) && names(context.path("toObjectId"), pair.to())) {
                    failures.put(operationId, refusal);
                }
            });
        }
    }

    /** An error that does not say whom it is about is about everyone. */
    private static boolean names(JsonNode ids, String id) {
        if (ids.isMissingNode() || ids.isEmpty()) {
            return true;
        }
        for (JsonNode one : ids) {
            if (one.asText().equals(id)) {
                return true;
            }
        }
        return false;
    }
}
