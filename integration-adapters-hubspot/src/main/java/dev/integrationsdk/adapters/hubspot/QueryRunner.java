package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.adapters.hubspot.HubSpotApi.Lookup;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.query.QueryHandler;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Answers {@link HubSpotQueries}. Immutable. */
final class QueryRunner implements QueryHandler {
    private final RecordReader reader;
    private final AccountSchema schema;
    private final Pipelines pipelines;
    private final PortalPin pin;

    QueryRunner(Exchange exchange, RecordReader reader, AccountSchema schema, PortalPin pin) {
        this.reader = reader;
        this.schema = schema;
        this.pipelines = new Pipelines(exchange);
        this.pin = pin;
    }

    @Override
    public List<Bound<?, ?>> queries() {
        return List.of(
                new Bound<>(HubSpotQueries.SEARCH, this::search),
                new Bound<>(HubSpotQueries.BY_UNIQUE_PROPERTY, this::byUniqueProperty),
                new Bound<>(HubSpotQueries.STAGE_OF_DEAL, this::stageOfDeal));
    }

    /** Search finds the ids; values are read by id, since those of search may be old. */
    private Answer<ExternalRecord> search(HubSpotQueries.Search input, Optional<String> pageToken, CallContext call) {
        pin.require(call);
        ObjectType type = ObjectType.of(input.entityType());
        int from = offset(pageToken);
        if (from + HubSpotApi.MAX_PAGE > LiveSearch.REACH) {
            throw new IntegrationException(
                    ErrorCode.UNSUPPORTED,
                    "HubSpot's search shows the first " + LiveSearch.REACH + " records alone: make it narrower");
        }
        RecordPage found = reader.api().search(type, query(input, from), call);
        Wanted wanted = reader.wanted(type, input.fields(), call);
        RecordPage values = reader.read(type, RecordReader.ids(found.records()), wanted, call);
        List<ExternalRecord> results = found.records().stream()
                .map(record -> values.byId().get(record.id()))
                .filter(Objects::nonNull)
                .map(RemoteRecord::external)
                .toList();
        return new Answer<>(results, found.after());
    }

    private static int offset(Optional<String> pageToken) {
        String text = pageToken.orElse("0");
        if (!text.matches("\\d{1,6}")) {
            throw new IntegrationException(
                    ErrorCode.CURSOR_EXPIRED, "the page token is not one that this query has given");
        }
        return Integer.parseInt(text);
    }

    private static ObjectNode query(HubSpotQueries.Search input, int from) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        if (!input.conditions().isEmpty()) {
            ArrayNode filters = query.putArray("filterGroups").addObject().putArray("filters");
            input.conditions().forEach(condition -> write(condition, filters.addObject()));
        }
        query.putArray("properties").add(ObjectType.ID);
        query.putArray("sorts").addObject().put("propertyName", ObjectType.ID).put("direction", "ASCENDING");
        query.put("limit", HubSpotApi.MAX_PAGE);
        if (from > 0) {
            query.put("after", Integer.toString(from));
        }
        return query;
    }

    private static void write(HubSpotQueries.Condition condition, ObjectNode filter) {
        filter.put("propertyName", condition.property())
                .put("operator", condition.operator().name());
        List<String> values = condition.values();
        switch (condition.operator()) {
            case IN, NOT_IN -> values.forEach(filter.putArray("values")::add);
            case BETWEEN -> filter.put("value", values.get(0)).put("highValue", values.get(1));
            case HAS_PROPERTY, NOT_HAS_PROPERTY -> {}
            default -> filter.put("value", values.get(0));
        }
    }

    private Answer<ExternalRecord> byUniqueProperty(
            HubSpotQueries.ByUniqueProperty input, Optional<String> pageToken, CallContext call) {
        pin.require(call);
        ObjectType type = ObjectType.of(input.entityType());
        Property property = schema.properties(type, call).get(input.property());
        boolean isContactsAddress =
                type.equals(ObjectType.CONTACT) && input.property().equals(ObjectType.EMAIL);
        if (property == null || !(property.unique() || isContactsAddress)) {
            throw new IntegrationException(
                    ErrorCode.UNSUPPORTED,
                    "property '" + input.property() + "' is not unique in this account: search by it");
        }
        Wanted wanted = reader.wanted(type, input.fields(), call);
        Lookup lookup = new Lookup(List.of(input.value()), wanted, input.property(), false);
        return new Answer<>(
                reader.api().read(type, lookup, call).records().stream()
                        .map(RemoteRecord::external)
                        .toList(),
                Optional.empty());
    }

    private Answer<HubSpotQueries.DealStage> stageOfDeal(
            HubSpotQueries.StageOfDeal input, Optional<String> pageToken, CallContext call) {
        pin.require(call);
        Wanted wanted = Wanted.of(ObjectType.DEAL, Set.of("pipeline", "dealstage"));
        Optional<RemoteRecord> deal =
                reader.api().read(ObjectType.DEAL, List.of(input.deal().value()), wanted, call).records().stream()
                        .findFirst();
        return new Answer<>(deal.stream().map(record -> stage(record, call)).toList(), Optional.empty());
    }

    private HubSpotQueries.DealStage stage(RemoteRecord deal, CallContext call) {
        String pipelineId = deal.properties().text("pipeline").orElse("");
        String stageId = deal.properties().text("dealstage").orElse("");
        Optional<JsonNode> pipeline = pipelines.pipeline(ObjectType.DEAL, pipelineId, call);
        Optional<JsonNode> stage = pipeline.flatMap(known -> Pipelines.stage(known, stageId));
        return new HubSpotQueries.DealStage(
                pipelineId,
                pipeline.map(known -> known.path("label").asText("")).orElse(""),
                stageId,
                stage.map(known -> known.path("label").asText("")).orElse(""),
                stage.filter(known -> known.path("metadata").path("isClosed").asBoolean(false))
                        .isPresent());
    }
}
