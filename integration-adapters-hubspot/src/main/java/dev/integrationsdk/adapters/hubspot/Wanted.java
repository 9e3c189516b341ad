package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to be read of each record. Immutable.
 *
 * @param properties with those that the adapter itself needs
 * @param histories properties whose former values are wanted too
 * @param associations types whose associated records are wanted
 */
record Wanted(SortedSet<String> properties, SortedSet<String> histories, List<ObjectType> associations) {
    /** What an attribute with the ids of associated records begins with. */
    static final String ASSOCIATIONS = "associations.";
    /** What an attribute with the former values of a property begins with. */
    static final String HISTORY = "history.";

    private static final int MOST_WITH_HISTORY = 50;

    /**
     * @param fields names of attributes
     * @throws IntegrationException INVALID_CONFIGURATION if one names associations to no type of records
     */
    static Wanted of(ObjectType type, Collection<String> fields) {
        SortedSet<String> properties = new TreeSet<>(Set.of(ObjectType.ID, ObjectType.MERGED_IDS, type.modified()));
        SortedSet<String> histories = new TreeSet<>();
        SortedSet<String> targets = new TreeSet<>();
        for (String field : fields) {
            if (field.startsWith(ASSOCIATIONS)) {
                targets.add(field.substring(ASSOCIATIONS.length()));
            } else if (field.startsWith(HISTORY)) {
                histories.add(field.substring(HISTORY.length()));
            } else {
                properties.add(field);
            }
        }
        return new Wanted(
                properties, histories, targets.stream().map(Wanted::target).toList());
    }

    /** Nothing but what tells records apart and which went into one. */
    static Wanted onlyIds() {
        return new Wanted(new TreeSet<>(Set.of(ObjectType.ID, ObjectType.MERGED_IDS)), new TreeSet<>(), List.of());
    }

    static String attribute(ObjectType target) {
        return ASSOCIATIONS + target.entityType();
    }

    private static ObjectType target(String name) {
        return Names.entityType(name)
                .flatMap(ObjectType::find)
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "field '" + ASSOCIATIONS + name + "' names no type of HubSpot's records"));
    }

    /** HubSpot gives fewer records at once with their past. */
    int limit(int most) {
        return histories.isEmpty() ? most : Math.min(most, MOST_WITH_HISTORY);
    }
}
