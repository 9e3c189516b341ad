package dev.integrationsdk.testkit.hubspot;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The object types that the simulator knows. */
enum ObjectType {
    CONTACTS("contacts", "0-1", "lastmodifieddate"),
    COMPANIES("companies", "0-2", "hs_lastmodifieddate"),
    DEALS("deals", "0-3", "hs_lastmodifieddate");

    private final String path;
    private final String typeId;
    private final String modifiedProperty;

    ObjectType(String path, String typeId, String modifiedProperty) {
        this.path = path;
        this.typeId = typeId;
        this.modifiedProperty = modifiedProperty;
    }

    static Optional<ObjectType> find(String pathOrTypeId) {
        return Arrays.stream(values())
                .filter(type -> type.path.equals(pathOrTypeId) || type.typeId.equals(pathOrTypeId))
                .findFirst();
    }

    static ObjectType of(String pathOrTypeId) {
        return find(pathOrTypeId)
                .orElseThrow(() -> new IllegalArgumentException("not a simulated object type: " + pathOrTypeId));
    }

    String path() {
        return path;
    }

    String modifiedProperty() {
        return modifiedProperty;
    }

    String readScope() {
        return "crm.objects." + path + ".read";
    }

    /** What an answer carries if the request names no property, beside id and dates. */
    List<String> defaultProperties() {
        return switch (this) {
            case CONTACTS -> List.of("email", "firstname", "lastname");
            case COMPANIES -> List.of("domain", "name");
            case DEALS -> List.of("amount", "closedate", "dealname", "dealstage", "pipeline");
        };
    }

    /** The properties of every new portal, beside id, dates and default ones, with their value types. */
    Map<String, String> furtherProperties() {
        return switch (this) {
            case CONTACTS -> Map.of("phone", "string", "jobtitle", "string", "hs_calculated_merged_vids", "string");
            case COMPANIES -> Map.of("city", "string", "country", "string", "phone", "string");
            case DEALS ->
                Map.of(
                        "amount",
                        "number",
                        "closedate",
                        "datetime",
                        "dealstage",
                        "enumeration",
                        "pipeline",
                        "enumeration");
        };
    }
}
