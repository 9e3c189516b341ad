package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A kind of record and what HubSpot calls it. */
enum ObjectType {
    COMPANY(
            "company",
            "companies",
            "hs_lastmodifieddate",
            "name domain phone address city state zip country industry lifecyclestage hubspot_owner_id createdate"),
    CONTACT(
            "contact",
            "contacts",
            "lastmodifieddate",
            "email firstname lastname phone mobilephone company jobtitle address city state zip country lifecyclestage"
                    + " hubspot_owner_id createdate"),
    DEAL(
            "deal",
            "deals",
            "hs_lastmodifieddate",
            "dealname amount deal_currency_code pipeline dealstage dealtype closedate hubspot_owner_id createdate");

    static final String ID = "hs_object_id";
    static final String MERGED_IDS = "hs_merged_object_ids";

    private final String word;
    private final String path;
    private final String modified;
    private final String usualProperties;

    ObjectType(String word, String path, String modified, String usualProperties) {
        this.word = word;
        this.path = path;
        this.modified = modified;
        this.usualProperties = usualProperties;
    }

    /** @throws IntegrationException UNSUPPORTED */
    static ObjectType of(EntityType entityType) {
        for (ObjectType type : values()) {
            if (type.word.equals(entityType.value())) {
                return type;
            }
        }
        throw new IntegrationException(ErrorCode.UNSUPPORTED, "HubSpot's adapter has no entity type " + entityType);
    }

    EntityType entityType() {
        return new EntityType(word);
    }

    String path() {
        return path;
    }

    /** The property that holds the date of the last change; contacts have their own. */
    String modified() {
        return modified;
    }

    /** What is asked for: these names, or the usual ones if there are none, and those that the adapter itself needs. */
    SortedSet<String> properties(Set<String> wanted) {
        SortedSet<String> properties = new TreeSet<>(wanted);
        if (wanted.isEmpty()) {
            properties.addAll(List.of(usualProperties.split(" ")));
        }
        properties.addAll(List.of(ID, MERGED_IDS, modified));
        return properties;
    }
}
