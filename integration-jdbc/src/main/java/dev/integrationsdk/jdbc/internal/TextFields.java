package dev.integrationsdk.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A column that holds texts by field, as one JSON object. Thread-safe. */
final class TextFields {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Table table;
    private final String column;

    TextFields(Table table, String column) {
        this.table = table;
        this.column = column;
    }

    static String written(SortedMap<String, String> fields) {
        ObjectNode document = JSON.createObjectNode();
        fields.forEach(document::put);
        return document.toString();
    }

    SortedMap<String, String> read(String text) {
        JsonNode document = document(text);
        if (!document.isObject() || !document.valueStream().allMatch(JsonNode::isTextual)) {
            throw foreign();
        }
        SortedMap<String, String> fields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : document.properties()) {
            fields.put(field.getKey(), field.getValue().textValue());
        }
        return fields;
    }

    private JsonNode document(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw table.failed(column + " is not JSON");
        }
    }

    /** What this version would not write back is an error: the next change would lose it. */
    IntegrationException foreign() {
        return table.failed(column + " is not what this version of the library writes; was it written by a newer one?");
    }
}
