package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.adapters.hubspot.HubSpotApi.Lookup;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.push.PushItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the records that items are about by their match keys: by reading where one of them is unique, which sees everything
 * that was written; else by search, which sees it late. Immutable.
 */
final class RecordFinder {
    private static final int ENOUGH_TO_BE_AMBIGUOUS = 2;

    private final HubSpotApi api;

    RecordFinder(HubSpotApi api) {
        this.api = api;
    }

    /**
     * What was found for one item.
     *
     * @param sure whether a record that is not among them is not there
     */
    record Found(List<RemoteRecord> records, boolean sure) {}

    /** The match key of which no two records have the same value. */
    static Optional<String> uniqueKey(ObjectType type, Map<String, Property> schema, PushItem item) {
        if (type.equals(ObjectType.CONTACT) && item.matchKeys().containsKey(ObjectType.EMAIL)) {
            return Optional.of(ObjectType.EMAIL);
        }
        return item.matchKeys().keySet().stream()
                .filter(name -> Optional.ofNullable(schema.get(name))
                        .filter(property -> property.unique() && !name.equals(ObjectType.ID))
                        .isPresent())
                .sorted()
                .findFirst();
    }

    /** @return by operation id; nothing for an item without match keys */
    Map<String, Found> find(
            ObjectType type, Map<String, Property> schema, List<PushItem> items, Set<String> fields, CallContext call) {
        Map<String, Found> found = new LinkedHashMap<>();
        Map<String, List<PushItem>> byKey = new LinkedHashMap<>();
        for (PushItem item : items) {
            Optional<String> unique = uniqueKey(type, schema, item);
            if (unique.isPresent()) {
                byKey.computeIfAbsent(unique.get(), key -> new ArrayList<>()).add(item);
            } else if (!item.matchKeys().isEmpty()) {
                found.put(item.operationId(), new Found(search(type, item, fields, call), false));
            }
        }
        byKey.forEach((key, some) -> found.putAll(read(type, key, some, fields, call)));
        return found;
    }

    private Map<String, Found> read(
            ObjectType type, String key, List<PushItem> items, Set<String> fields, CallContext call) {
        Wanted wanted = wanted(type, fields, List.of(key));
        Map<String, RemoteRecord> byValue = new LinkedHashMap<>();
        List<String> values =
                items.stream().map(item -> value(item, key)).distinct().toList();
        for (int from = 0; from < values.size(); from += HubSpotApi.MAX_PAGE) {
            List<String> some = values.subList(from, Math.min(values.size(), from + HubSpotApi.MAX_PAGE));
            api.read(type, new Lookup(some, wanted, key, false), call)
                    .records()
                    .forEach(record -> record.properties()
                            .text(key)
                            .ifPresent(value -> byValue.put(value.toLowerCase(Locale.ROOT), record)));
        }
        Map<String, Found> found = new LinkedHashMap<>();
        for (PushItem item : items) {
            RemoteRecord record = byValue.get(value(item, key).toLowerCase(Locale.ROOT));
            found.put(item.operationId(), new Found(record == null ? List.of() : List.of(record), true));
        }
        return found;
    }

    private static String value(PushItem item, String key) {
        return item.matchKeys().getOrDefault(key, "").strip();
    }

    private static Wanted wanted(ObjectType type, Set<String> fields, List<String> keys) {
        List<String> names = new ArrayList<>(fields);
        names.addAll(keys);
        return Wanted.of(type, names);
    }

    /** Search finds the ids, and reading the values: those of search may be old. */
    private List<RemoteRecord> search(ObjectType type, PushItem item, Set<String> fields, CallContext call) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        ArrayNode filters = query.putArray("filterGroups").addObject().putArray("filters");
        item.matchKeys()
                .forEach((name, value) -> filters.addObject()
                        .put("propertyName", name)
                        .put("operator", "EQ")
                        .put("value", value));
        query.putArray("properties").add(ObjectType.ID);
        query.put("limit", ENOUGH_TO_BE_AMBIGUOUS);
        List<String> ids = RecordReader.ids(api.search(type, query, call).records());
        Wanted wanted = wanted(type, fields, List.copyOf(item.matchKeys().keySet()));
        return List.copyOf(api.read(type, ids, wanted, call).records());
    }
}
