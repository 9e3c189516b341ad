package dev.integrationsdk.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A column that holds lists of texts by name, as one JSON object. Thread-safe. */
final class TextLists {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Table table;
    private final String column;

    TextLists(Table table, String column) {
        this.table = table;
        this.column = column;
    }

    static String written(Map<String, List<String>> lists) {
        ObjectNode document = JSON.createObjectNode();
        lists.forEach((name, entries) -> {
            ArrayNode list = document.putArray(name);
            entries.forEach(list::add);
        });
        return document.toString();
    }

    Map<String, List<String>> read(String text) {
        JsonNode document = document(text);
        if (!document.isObject() || !document.valueStream().allMatch(TextLists::isListOfTexts)) {
            throw foreign();
        }
        Map<String, List<String>> lists = new TreeMap<>();
        for (Map.Entry<String, JsonNode> list : document.properties()) {
            lists.put(
                    list.getKey(),
                    list.getValue().valueStream().map(JsonNode::textValue).toList());
        }
        return lists;
    }

    private static boolean isListOfTexts(JsonNode node) {
        return node.isArray() && node.valueStream().allMatch(JsonNode::isTextual);
    }

    private JsonNode document(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw foreign();
        }
    }

    private IntegrationException foreign() {
        return table.failed(column + " is not what this version of the library writes; was it written by a newer one?");
    }
}
