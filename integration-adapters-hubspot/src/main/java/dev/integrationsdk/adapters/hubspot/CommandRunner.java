package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.command.CommandHandler;
import dev.integrationsdk.spi.command.CommandSpec;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.http.HttpReply;
import dev.integrationsdk.spi.identity.ExternalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Carries out {@link HubSpotCommands}. Immutable. */
final class CommandRunner implements CommandHandler {
    /** It is about this record; 414 too, for one that has been merged too often. */
    private static final Set<Integer> REFUSED = Set.of(400, 404, 409, 414);

    private final Exchange exchange;
    private final HubSpotApi api;
    private final Pipelines pipelines;
    private final PortalPin pin;

    CommandRunner(Exchange exchange, HubSpotApi api, PortalPin pin) {
        this.exchange = exchange;
        this.api = api;
        this.pipelines = new Pipelines(exchange);
        this.pin = pin;
    }

    @Override
    public List<Bound<?, ?>> commands() {
        return List.of(
                new Bound<>(HubSpotCommands.MERGE, (input, operation, call) -> done(call, () -> merge(input, call))),
                new Bound<>(
                        HubSpotCommands.DELETE_FOR_PRIVACY,
                        (input, operation, call) -> done(call, () -> delete(input.contact(), call))),
                new Bound<>(HubSpotCommands.ENROL, (input, operation, call) -> done(call, () -> enrol(input, call))),
                new Bound<>(
                        HubSpotCommands.MOVE_DEAL, (input, operation, call) -> done(call, () -> move(input, call))));
    }

    private <O> Outcome<O> done(CallContext call, Supplier<O> command) {
        pin.require(call);
        return new Done<>(command.get());
    }

    @Override
    public Outcome<?> poll(CommandSpec<?, ?> command, String operationRef, CallContext call) {
        throw new IntegrationException(ErrorCode.UNSUPPORTED, "every command of HubSpot's adapter is done at once");
    }

    /** Looks first, so that a merge that was done and not answered is not asked for again. */
    private ExternalId merge(HubSpotCommands.Merge input, CallContext call) {
        ObjectType type = ObjectType.of(input.entityType());
        Optional<ExternalId> survivor = survivor(type, input, call);
        if (survivor.isPresent()) {
            return survivor.get();
        }
        String operation = "merge " + type.path();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("primaryObjectId", input.primary().value())
                .put("objectIdToMerge", input.other().value());
        HttpReply reply = sent(operation, "POST", exchange.version().objects(type) + "/merge", body, call);
        return Names.id(Exchange.json(operation, reply).path("id"))
                .or(() -> survivor(type, input, call))
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.OUTCOME_UNKNOWN, "HubSpot's answer to '" + operation + "' names no record"));
    }

    private Optional<ExternalId> survivor(ObjectType type, HubSpotCommands.Merge input, CallContext call) {
        Set<String> both = Set.of(input.primary().value(), input.other().value());
        return api.read(type, both, Wanted.onlyIds(), call).records().stream()
                .filter(record -> both.stream()
                        .allMatch(id -> record.id().value().equals(id)
                                || record.mergedIds().contains(id)))
                .map(RemoteRecord::id)
                .findFirst();
    }

    private ExternalId delete(ExternalId contact, CallContext call) {
        String operation = "gdpr-delete contacts";
        String path = exchange.version().objects(ObjectType.CONTACT) + "/gdpr-delete";
        HttpReply reply = unlessLost(
                operation,
                () -> exchange.post(
                        path, JsonNodeFactory.instance.objectNode().put("objectId", contact.value()), call));
        if (reply.status() != 404) {
            required(operation, reply);
        }
        return contact;
    }

    private HubSpotCommands.Enrolled enrol(HubSpotCommands.Enrol input, CallContext call) {
        String operation = "enrol in list";
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        input.records().forEach(id -> ids.add(id.value()));
        String path = exchange.version().crm("lists") + Names.encoded(input.listId()) + "/memberships/add";
        JsonNode answer = Exchange.json(operation, sent(operation, "PUT", path, ids, call));
        List<ExternalId> missing = new ArrayList<>(ids(answer.path("recordIdsMissing")));
        List<ExternalId> added =
                ids(answer.has("recordsIdsAdded") ? answer.path("recordsIdsAdded") : answer.path("recordIdsAdded"));
        return new HubSpotCommands.Enrolled(added, missing);
    }

    private static List<ExternalId> ids(JsonNode nodes) {
        List<ExternalId> ids = new ArrayList<>();
        nodes.forEach(node -> Names.id(node).ifPresent(ids::add));
        return ids;
    }

    private ExternalId move(HubSpotCommands.MoveDeal input, CallContext call) {
        Wanted wanted = Wanted.of(ObjectType.DEAL, Set.of("pipeline"));
        RemoteRecord deal = api.read(ObjectType.DEAL, List.of(input.deal().value()), wanted, call).records().stream()
                .findFirst()
                .orElseThrow(() -> new IntegrationException(ErrorCode.RECORD_REJECTED, "there is no such deal"));
        String pipelineId = input.pipelineId()
                .or(() -> deal.properties().text("pipeline"))
                .orElseThrow(() -> new IntegrationException(ErrorCode.RECORD_REJECTED, "the deal has no pipeline"));
        boolean isThere = pipelines
                .pipeline(ObjectType.DEAL, pipelineId, call)
                .flatMap(pipeline -> Pipelines.stage(pipeline, input.stageId()))
                .isPresent();
        if (!isThere) {
            throw new IntegrationException(ErrorCode.RECORD_REJECTED, "the deal's pipeline has no such stage");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties").put("pipeline", pipelineId).put("dealstage", input.stageId());
        String path = exchange.version().objects(ObjectType.DEAL) + "/" + deal.id();
        sent("move deal", "PATCH", path, body, call);
        return deal.id();
    }

    private HttpReply sent(String operation, String method, String path, JsonNode body, CallContext call) {
        return required(operation, unlessLost(operation, () -> exchange.write(method, path, body, call)));
    }

    /** @throws IntegrationException OUTCOME_UNKNOWN if the request may have arrived although no answer came back */
    private static HttpReply unlessLost(String operation, Supplier<HttpReply> request) {
        try {
            return request.get();
        } catch (IntegrationException failure) {
            throw BatchWriter.isCertainlyUnsent(failure) ? failure : unknown(operation, failure);
        }
    }

    private HttpReply required(String operation, HttpReply reply) {
        if (!reply.isSuccess()) {
            HubSpotErrors errors = exchange.errors(operation);
            if (REFUSED.contains(reply.status())) {
                throw errors.ofRefusedRecord(errors.body(reply));
            }
            IntegrationException failure = errors.of(reply);
            throw BatchWriter.mayHaveBegun(reply) ? unknown(operation, failure) : failure;
        }
        return reply;
    }

    private static IntegrationException unknown(String operation, IntegrationException failure) {
        return new IntegrationException(
                ErrorCode.OUTCOME_UNKNOWN, "whether '" + operation + "' was done is not known", failure);
    }
}
