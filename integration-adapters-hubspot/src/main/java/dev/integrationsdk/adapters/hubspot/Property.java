package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.Field.Option;
import dev.integrationsdk.spi.schema.FieldType;
import java.util.ArrayList;
import java.util.List;

/**
 * One property of an object type, as HubSpot describes it. Immutable.
 *
 * @param valueType in HubSpot's words, such as {@code datetime}
 * @param several whether it holds several of its options
 * @param options empty where any value is possible, and where they come from elsewhere
 * @param reference whether its values are ids of other records
 */
record Property(
        String name,
        String label,
        String valueType,
        boolean several,
        List<Option> options,
        boolean readOnly,
        boolean unique,
        boolean custom,
        boolean reference) {
    static Property of(JsonNode description) {
        List<Option> options = new ArrayList<>();
        if (!description.path("externalOptions").asBoolean(false)) {
            for (JsonNode option : description.path("options")) {
                options.add(new Option(
                        option.path("value").asText(""), option.path("label").asText("")));
            }
        }
        String name = description.path("name").asText("");
        return new Property(
                name,
                description.path("label").asText(name),
                description.path("type").asText("string"),
                description.path("fieldType").asText("").equals("checkbox"),
                List.copyOf(options),
                isReadOnly(description),
                description.path("hasUniqueValue").asBoolean(false),
                !description.path("hubspotDefined").asBoolean(true),
                !description.path("referencedObjectType").asText("").isEmpty());
    }

    private static boolean isReadOnly(JsonNode description) {
        return description.path("calculated").asBoolean(false)
                || description
                        .path("modificationMetadata")
                        .path("readOnlyValue")
                        .asBoolean(false);
    }

    /** Values are texts as they come; the type says what such a text is. */
    Field field() {
        Field field = Field.of(name, fieldType()).withLabel(label).withOptions(options);
        if (several) {
            field = field.withSeveralValues();
        }
        if (readOnly) {
            field = field.withReadOnly();
        }
        return custom ? field.withCustom() : field;
    }

    private FieldType fieldType() {
        if (reference) {
            return FieldType.REFERENCE;
        }
        return switch (valueType) {
            case "bool" -> FieldType.BOOLEAN;
            case "date" -> FieldType.DATE;
            case "datetime" -> FieldType.INSTANT;
            case "enumeration" -> FieldType.CHOICE;
            case "number" -> FieldType.DECIMAL;
            default -> FieldType.TEXT;
        };
    }
}
