package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushOutcome.Applied;
import dev.integrationsdk.spi.push.PushOutcome.Failed;
import dev.integrationsdk.spi.push.PushOutcome.Unknown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends one kind of write in batches and says what became of each input. A batch that is refused as a whole is halved until
 * the bad input stands alone: a refusal leaves nothing written. Nothing that may have been written is sent again. Immutable.
 */
final class BatchWriter {
    static final int MOST_INPUTS = 100;

    /** HubSpot says so before it does anything. */
    private static final Set<Integer> NOT_BEGUN = Set.of(401, 403, 404, 414, 423, 429, 477, 503, 530);

    private static final Set<Integer> REFUSED = Set.of(400, 409);
    private static final Pattern EXISTING = Pattern.compile("Existing ID: (\\d{1,20})");

    private final Exchange exchange;

    BatchWriter(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * One kind of write.
     *
     * @param action {@code create}, {@code update} or {@code upsert}
     * @param input how an item looks in the request
     */
    record Kind(String action, Function<RecordWrite, ObjectNode> input) {}

    /** What became of some writes. Confined to one push. */
    static final class Results {
        final Map<String, PushOutcome> outcomes = new HashMap<>();
        /** Those that are there already, under these ids. */
        final Map<String, ExternalId> existing = new HashMap<>();
    }

    void write(ObjectType type, Kind kind, List<RecordWrite> writes, CallContext call, Results results) {
        for (int from = 0; from < writes.size(); from += MOST_INPUTS) {
            send(type, kind, writes.subList(from, Math.min(writes.size(), from + MOST_INPUTS)), call, results);
        }
    }

    private void send(ObjectType type, Kind kind, List<RecordWrite> writes, CallContext call, Results results) {
        String operation = kind.action() + " " + type.path();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = body.putArray("inputs");
        writes.forEach(write -> inputs.add(kind.input().apply(write)));
        HttpReply reply;
        try {
            reply = exchange.post(exchange.version().objects(type) + "/batch/" + kind.action(), body, call);
        } catch (IntegrationException failure) {
            PushOutcome outcome = isCertainlyUnsent(failure) ? new Failed(failure) : new Unknown(failure);
            writes.forEach(write -> results.outcomes.put(write.operationId(), outcome));
            return;
        }
        if (reply.isSuccess()) {
            take(operation, reply, writes, results);
        } else if (isRefused(operation, reply) && writes.size() > 1) {
            int half = writes.size() / 2;
            send(type, kind, writes.subList(0, half), call, results);
            send(type, kind, writes.subList(half, writes.size()), call, results);
        } else if (isRefused(operation, reply)) {
            refused(writes.get(0), exchange.errors(operation).body(reply), operation, results);
        } else {
            IntegrationException failure = exchange.errors(operation).of(reply);
            PushOutcome outcome = NOT_BEGUN.contains(reply.status()) ? new Failed(failure) : new Unknown(failure);
            writes.forEach(write -> results.outcomes.put(write.operationId(), outcome));
        }
    }

    /** For its inputs: also where none of them is there, which looks like an unknown path but for its category. */
    private boolean isRefused(String operation, HttpReply reply) {
        return REFUSED.contains(reply.status())
                || (reply.status() == 404
                        && exchange.errors(operation).category(reply).equals("OBJECT_NOT_FOUND"));
    }

    /** Whether an answer that is no success leaves open what was done. */
    static boolean mayHaveBegun(HttpReply reply) {
        return !NOT_BEGUN.contains(reply.status()) && !REFUSED.contains(reply.status());
    }

    /** A thread that was interrupted may have been so after the request had left. */
    static boolean isCertainlyUnsent(IntegrationException failure) {
        return !failure.code().mayHaveTakenEffect() && failure.code() != ErrorCode.CANCELLED;
    }

    private void take(String operation, HttpReply reply, List<RecordWrite> writes, Results results) {
        BatchAnswer answer;
        try {
            answer = BatchAnswer.of(Exchange.json(operation, reply), writes);
        } catch (IntegrationException unreadable) {
            writes.forEach(write -> results.outcomes.put(write.operationId(), new Unknown(unreadable)));
            return;
        }
        for (RecordWrite write : writes) {
            Optional<BatchAnswer.Written> written = answer.written(write);
            Optional<JsonNode> error = answer.error(write);
            if (written.isPresent()) {
                results.outcomes.put(
                        write.operationId(),
                        new Applied(written.get().id(), written.get().version()));
            } else if (error.isPresent()) {
                refused(write, error.get(), operation, results);
            } else {
                results.outcomes.put(
                        write.operationId(),
                        new Unknown(new IntegrationException(
                                ErrorCode.OUTCOME_UNKNOWN, "HubSpot's answer to '" + operation + "' leaves it out")));
            }
        }
    }

    private void refused(RecordWrite write, JsonNode error, String operation, Results results) {
        Matcher existing = EXISTING.matcher(error.path("message").asText(""));
        if (existing.find()) {
            results.existing.put(write.operationId(), ExternalId.of(existing.group(1)));
        }
        results.outcomes.put(
                write.operationId(), new Failed(exchange.errors(operation).ofRefusedRecord(error)));
    }

    /** Archives; HubSpot answers the same for records that are gone already. */
    void archive(ObjectType type, List<RecordWrite> writes, CallContext call, Results results) {
        for (int from = 0; from < writes.size(); from += MOST_INPUTS) {
            archiveSome(type, writes.subList(from, Math.min(writes.size(), from + MOST_INPUTS)), call, results);
        }
    }

    private void archiveSome(ObjectType type, List<RecordWrite> writes, CallContext call, Results results) {
        String operation = "archive " + type.path();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode inputs = body.putArray("inputs");
        List<String> ids = new ArrayList<>();
        writes.forEach(write -> write.id().map(ExternalId::value).ifPresent(ids::add));
        ids.stream().distinct().forEach(id -> inputs.addObject().put("id", id));
        Function<ExternalId, PushOutcome> outcome;
        try {
            HttpReply reply = exchange.post(exchange.version().objects(type) + "/batch/archive", body, call);
            IntegrationException failure =
                    reply.isSuccess() ? null : exchange.errors(operation).of(reply);
            if (failure == null) {
                outcome = id -> new Applied(id, Optional.empty());
            } else {
                outcome = id -> mayHaveBegun(reply) ? new Unknown(failure) : new Failed(failure);
            }
        } catch (IntegrationException failure) {
            outcome = id -> isCertainlyUnsent(failure) ? new Failed(failure) : new Unknown(failure);
        }
        for (RecordWrite write : writes) {
            results.outcomes.put(write.operationId(), outcome.apply(write.id().orElseThrow()));
        }
    }
}
