package dev.integrationsdk.testkit.hubspot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a portal tells about itself: its properties and its account. */
final class SchemaAnswers {
    private SchemaAnswers() {}

    static Answer properties(RecordStore store) {
        List<Map<String, Object>> results =
                store.columns().stream().map(SchemaAnswers::property).toList();
        return Answer.json(200, Json.bytes(Map.of("results", results)));
    }

    /** The object types that the portal has added. */
    static Answer addedTypes(SimulatedPortal portal) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (ObjectType type : portal.types()) {
            if (type.isAdded()) {
                String name = type.path().substring(type.path().indexOf('_') + 1);
                results.add(Map.of(
                        "id", type.typeId().substring(2),
                        "objectTypeId", type.typeId(),
                        "fullyQualifiedName", type.path(),
                        "name", name,
                        "labels", Map.of("singular", name, "plural", name + "s"),
                        "requiredProperties", List.of("name"),
                        "primaryDisplayProperty", "name",
                        "archived", false));
            }
        }
        return Answer.json(200, Json.bytes(Map.of("results", results)));
    }

    /** What a private app's token is good for. */
    static Answer tokenInfo(SimulatedPortal portal) {
        return Answer.json(
                200,
                Json.bytes(Map.of(
                        "userId",
                        1,
                        "hubId",
                        portal.portalId(),
                        "appId",
                        77,
                        "scopes",
                        new TreeSet<>(portal.scopes()))));
    }

    static Answer dailyUse(SimulatedPortal portal) {
        return Answer.json(
                200,
                Json.bytes(Map.of(
                        "results",
                        List.of(Map.of(
                                "name",
                                "private-apps-api-calls-daily",
                                "usageLimit",
                                portal.settings().callsPerDay(),
                                "currentUsage",
                                portal.limits().callsOfDay(),
                                "collectedAt",
                                portal.now().toString(),
                                "fetchStatus",
                                "SUCCESS")))));
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
        property.put("fieldType", column.several() ? "checkbox" : fieldType(column.valueType()));
        property.put("groupName", "simulated");
        property.put(
                "options",
                column.options().stream()
                        .map(value -> Map.of("value", value, "label", "Label of " + value, "hidden", false))
                        .toList());
        property.put("calculated", column.isReadOnly());
        property.put(
                "externalOptions",
                "enumeration".equals(column.valueType()) && column.options().isEmpty());
        property.put("hasUniqueValue", column.unique() || column.index() == Column.ID);
        property.put("hidden", false);
        property.put("hubspotDefined", !column.unique() && column.options().isEmpty());
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
