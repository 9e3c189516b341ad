package dev.integrationsdk.testkit.hubspot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object type of a portal. Immutable; compared by identity, as a portal's own types are.
 *
 * @param path as in an address: a word for HubSpot's types, the fully qualified name for a portal's own
 * @param singular as in HubSpot's messages
 * @param defaultProperties what an answer carries if the request names no property, beside id and dates
 * @param furtherProperties of every new portal, with their value types
 */
record ObjectType(
        String path,
        String typeId,
        String singular,
        String modifiedProperty,
        List<String> defaultProperties,
        Map<String, String> furtherProperties) {
    static final ObjectType CONTACTS = new ObjectType(
            "contacts",
            "0-1",
            "CONTACT",
            "lastmodifieddate",
            List.of("email", "firstname", "lastname"),
            Map.of("phone", "string", "jobtitle", "string", "hs_calculated_merged_vids", "string"));
    static final ObjectType COMPANIES = new ObjectType(
            "companies",
            "0-2",
            "COMPANY",
            "hs_lastmodifieddate",
            List.of("domain", "name"),
            Map.of("city", "string", "country", "string", "phone", "string"));
    static final ObjectType DEALS = new ObjectType(
            "deals",
            "0-3",
            "DEAL",
            "hs_lastmodifieddate",
            List.of("amount", "closedate", "dealname", "dealstage", "pipeline"),
            Map.of("amount", "number", "closedate", "datetime", "dealstage", "enumeration", "pipeline", "enumeration"));
    static final ObjectType TICKETS = new ObjectType(
            "tickets",
            "0-5",
            "TICKET",
            "hs_lastmodifieddate",
            List.of("content", "hs_pipeline", "hs_pipeline_stage", "subject"),
            Map.of("hs_pipeline", "enumeration", "hs_pipeline_stage", "enumeration"));
    static final ObjectType PRODUCTS = new ObjectType(
            "products",
            "0-7",
            "PRODUCT",
            "hs_lastmodifieddate",
            List.of("description", "name", "price"),
            Map.of("price", "number"));
    static final ObjectType LINE_ITEMS = new ObjectType(
            "line_items",
            "0-8",
            "LINE_ITEM",
            "hs_lastmodifieddate",
            List.of("amount", "name", "price", "quantity"),
            Map.of("amount", "number", "price", "number", "quantity", "number"));

    private static final List<ObjectType> OF_EVERY_PORTAL =
            List.of(CONTACTS, COMPANIES, DEALS, TICKETS, PRODUCTS, LINE_ITEMS);

    /** The types of every portal. */
    static List<ObjectType> ofEveryPortal() {
        return OF_EVERY_PORTAL;
    }

    /** A type that one portal has added. */
    static ObjectType added(long portalId, String name, int number) {
        return new ObjectType(
                "p" + portalId + "_" + name, "2-" + number, name, "hs_lastmodifieddate", List.of("name"), Map.of());
    }

    static Optional<ObjectType> find(Iterable<ObjectType> among, String pathOrTypeId) {
        for (ObjectType type : among) {
            if (type.path.equals(pathOrTypeId) || type.typeId.equals(pathOrTypeId)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    boolean isAdded() {
        return typeId.startsWith("2-");
    }

    String readScope() {
        return "crm.objects." + (isAdded() ? "custom" : path) + ".read";
    }

    String writeScope() {
        return "crm.objects." + (isAdded() ? "custom" : path) + ".write";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return path;
    }
}
