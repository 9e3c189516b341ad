package dev.integrationsdk.testkit.hubspot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a portal tells about itself: its properties and its account. */
final class SchemaAnswers {
    private SchemaAnswers() {}

    static Answer properties(RecordStore store) {
        List<Map<String, Object>> results =
                store.columns().stream().map(SchemaAnswers::property).toList();
        return Answer.json(200, Json.bytes(Map.of("results", results)));
    }

    static Answer account(PortalSettings settings) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("portalId", settings.portalId());
        account.put("accountType", "STANDARD");
        account.put("timeZone", settings.timeZone().getId());
        account.put("companyCurrency", "EUR");
        account.put("additionalCurrencies", List.of());
        account.put("uiDomain", "app.hubspot.com");
        account.put("dataHostingLocation", "eu1");
        return Answer.json(200, Json.bytes(account));
    }

    private static Map<String, Object> property(Column column) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", column.name());
        property.put("label", column.name());
        property.put("type", column.valueType());
        property.put("fieldType", fieldType(column.valueType()));
        property.put("groupName", "simulated");
        property.put("options", List.of());
        property.put("calculated", column.isReadOnly());
        property.put("externalOptions", "enumeration".equals(column.valueType()));
        property.put("hasUniqueValue", "hs_object_id".equals(column.name()));
        property.put("hidden", false);
        property.put("hubspotDefined", true);
        property.put("archived", false);
        property.put(
                "modificationMetadata",
                Map.of("readOnlyValue", column.isReadOnly(), "readOnlyDefinition", true, "archivable", false));
        property.put("dataSensitivity", "non_sensitive");
        return property;
    }

    private static String fieldType(String valueType) {
        return switch (valueType) {
            case "date", "datetime" -> "date";
            case "number" -> "number";
            case "enumeration" -> "select";
            case "bool" -> "booleancheckbox";
            default -> "text";
        };
    }
}
