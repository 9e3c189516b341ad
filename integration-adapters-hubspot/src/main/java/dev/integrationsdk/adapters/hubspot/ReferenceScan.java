package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.PullPage;
import dev.integrationsdk.spi.pull.PullRequest;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists owners, pipelines and stages. Owners are paged by HubSpot; pipelines come all at once and are handed on in parts. A
 * stage's id repeats in other pipelines, so that its external id is that of its pipeline, a slash, and its own. Immutable.
 */
final class ReferenceScan {
    private static final int MOST_OWNERS = 500;

    private final Exchange exchange;
    private final Clock clock;

    ReferenceScan(Exchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    PullPage page(ReferenceType type, PullRequest request) {
        String after = request.from().flatMap(SyncCheckpoint::cursor).orElse("");
        return type.pipelinesOf()
                .map(of -> pipelines(type, of, request, after))
                .orElseGet(() -> owners(request, after));
    }

    private PullPage owners(PullRequest request, String after) {
        int limit = Math.min(request.maxRecords(), MOST_OWNERS);
        String path = exchange.version().owners() + "?limit=" + limit
                + (after.isEmpty() ? "" : "&after=" + Names.encoded(after));
        HttpReply reply = exchange.read(path, request.call());
        if (!after.isEmpty() && !reply.isSuccess()) {
            throw exchange.errors("list owners").ofCallWithCursor(reply);
        }
        JsonNode answer = Exchange.json("list owners", exchange.required("list owners", reply));
        Collected collected = new Collected("list owners");
        collected.addAll(required(answer, "list owners"), Map.of());
        String next = answer.path("paging").path("next").path("after").asText("");
        if (!next.isEmpty() && next.equals(after)) {
            throw new IntegrationException(ErrorCode.INVALID_PAYLOAD, "HubSpot's listing of owners turns in a circle");
        }
        return page(collected, next);
    }

    private PullPage pipelines(ReferenceType type, ObjectType of, PullRequest request, String after) {
        Collected collected = new Collected("list pipelines");
        for (JsonNode pipeline : required(answered(of, request.call()), "list pipelines")) {
            if (type.isStage()) {
                collected.addAll(
                        pipeline.path("stages"),
                        Map.of("pipelineId", pipeline.path("id").asText("")));
            } else {
                collected.add(pipeline, Map.of());
            }
        }
        return page(collected.part(after, request.maxRecords()), collected.nextAfter(after, request.maxRecords()));
    }

    private JsonNode answered(ObjectType of, CallContext call) {
        return exchange.get("list pipelines", exchange.version().crm("pipelines") + of.path(), call);
    }

    private static JsonNode required(JsonNode answer, String operation) {
        if (!answer.path("results").isArray()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "HubSpot's answer to '" + operation + "' has no results");
        }
        return answer.path("results");
    }

    private PullPage page(Collected collected, String next) {
        SyncCheckpoint durable = Cursor.checkpoint(clock.instant());
        if (!next.isEmpty()) {
            return PullPage.more(collected.changes, durable.withCursor(next)).withUnreadable(collected.unreadable);
        }
        Completeness completeness = collected.unreadable.isEmpty() ? Completeness.COMPLETE : Completeness.PARTIAL;
        return PullPage.last(collected.changes, durable, completeness).withUnreadable(collected.unreadable);
    }

    /** What was read so far. Confined to one page. */
    private static final class Collected {
        private final String operation;
        private final List<Change> changes = new ArrayList<>();
        private final List<UnreadableRecord> unreadable = new ArrayList<>();

        Collected(String operation) {
            this.operation = operation;
        }

        void addAll(JsonNode nodes, Map<String, String> further) {
            nodes.forEach(node -> add(node, further));
        }

        void add(JsonNode node, Map<String, String> further) {
            Optional<ExternalId> own = Names.id(node.path("id"));
            if (own.isEmpty()) {
                unreadable.add(new UnreadableRecord(
                        Optional.empty(), operation + " $.results[" + changes.size() + "]", "id is missing"));
                return;
            }
            Attributes.Builder values = Attributes.builder();
            put(node, values);
            put(node.path("metadata"), values);
            further.forEach(values::put);
            String id = own.get().value();
            if (further.containsKey("pipelineId")) {
                values.put("stageId", id);
                id = further.get("pipelineId") + "/" + id;
            }
            ExternalRecord record = ExternalRecord.of(ExternalId.of(id), values.build());
            String version = node.path("updatedAt").asText("");
            changes.add(Change.upserted(version.isEmpty() ? record : record.withVersion(version)));
        }

        private static void put(JsonNode node, Attributes.Builder values) {
            node.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isValueNode()) {
                    String text = value.isNull() ? "" : value.asText();
                    values.put(field.getKey(), text.isEmpty() ? null : text);
                }
            });
        }

        Collected part(String after, int most) {
            Collected part = new Collected(operation);
            int from = from(after);
            part.changes.addAll(changes.subList(from, Math.min(changes.size(), from + most)));
            part.unreadable.addAll(unreadable);
            return part;
        }

        String nextAfter(String after, int most) {
            int next = from(after) + most;
            return next >= changes.size() ? "" : Integer.toString(next);
        }

        private int from(String after) {
            if (!after.matches("\\d{0,9}")) {
                throw Cursor.foreign();
            }
            return after.isEmpty() ? 0 : Math.min(changes.size(), Integer.parseInt(after));
        }
    }
}
