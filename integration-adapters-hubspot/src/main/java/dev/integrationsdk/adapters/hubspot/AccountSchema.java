package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What an account has: properties, types of its own, kinds of associations. Asked for at most every ten minutes. A
 * description that cannot be read fails, as guessing would lose values without a word. Thread-safe.
 */
final class AccountSchema {
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Exchange exchange;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    AccountSchema(Exchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    private record Known(Object description, Instant until) {}

    /** By name. */
    Map<String, Property> properties(ObjectType type, CallContext call) {
        String path = exchange.version().crm("properties") + type.path();
        return fresh("properties " + type.path(), Properties.class, () -> {
                    Map<String, Property> byName = new LinkedHashMap<>();
                    for (JsonNode description : results("describe " + type.path(), path, call)) {
                        Property property = Property.of(description);
                        byName.put(property.name(), property);
                    }
                    return new Properties(Map.copyOf(byName));
                })
                .byName();
    }

    private record Properties(Map<String, Property> byName) {}

    /** The types that the account has added; none where it may have none. */
    List<ObjectType> customTypes(CallContext call) {
        return fresh("types", Types.class, () -> new Types(askForTypes(call))).added();
    }

    private record Types(List<ObjectType> added) {}

    private List<ObjectType> askForTypes(CallContext call) {
        List<ObjectType> added = new ArrayList<>();
        try {
            for (JsonNode schema :
                    results("describe custom objects", exchange.version().schemas(), call)) {
                ObjectType.ofTypeId(schema.path("objectTypeId").asText("")).ifPresent(added::add);
            }
        } catch (IntegrationException refused) {
            if (refused.code() != ErrorCode.PERMISSION_DENIED) {
                throw refused;
            }
            // Only the dearest plan has such types, and only with it can the scope be granted.
        }
        return List.copyOf(added);
    }

    /**
     * A kind of association. Immutable.
     *
     * @param label empty for the usual one
     */
    record AssociationType(String category, int typeId, String label) {}

    /** All kinds that there are from one type to another. */
    List<AssociationType> associationTypes(ObjectType from, ObjectType to, CallContext call) {
        String path = exchange.version().associations(from, to) + "/labels";
        return fresh("labels " + from.path() + " " + to.path(), AssociationTypes.class, () -> {
                    List<AssociationType> types = new ArrayList<>();
                    for (JsonNode type : results("describe associations", path, call)) {
                        types.add(new AssociationType(
                                type.path("category").asText(""),
                                type.path("typeId").asInt(),
                                type.path("label").asText("")));
                    }
                    return new AssociationTypes(List.copyOf(types));
                })
                .all();
    }

    private record AssociationTypes(List<AssociationType> all) {}

    private JsonNode results(String operation, String path, CallContext call) {
        JsonNode results = exchange.get(operation, path, call).path("results");
        if (!results.isArray()) {
            throw new IntegrationException(
                    ErrorCode.INVALID_PAYLOAD, "HubSpot's answer to '" + operation + "' has no results");
        }
        return results;
    }

    private <T> T fresh(String key, Class<T> kind, Supplier<T> ask) {
        Instant now = clock.instant();
        Known standing = known.get(key);
        if (standing == null || !now.isBefore(standing.until())) {
            standing = new Known(ask.get(), now.plus(FRESH));
            known.put(key, standing);
        }
        return kind.cast(standing.description());
    }
}
