package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Live;
import dev.integrationsdk.adapters.hubspot.DeltaPosition.Ties;
import dev.integrationsdk.spi.pull.PullRange;
import java.util.Optional;

/** The two questions that an incremental scan asks of search: for ids and dates alone, since its values may be old. */
final class LiveSearch {
    /** HubSpot refuses to page beyond this many results of one question. */
    static final int REACH = 10_000;

    private LiveSearch() {}

    /** What changed since; HubSpot fails for the very beginning of 1970. */
    static ObjectNode since(ObjectType type, Live at, Optional<PullRange> range, int limit) {
        ObjectNode query = query(type, type.modified(), limit);
        filter(query, type.modified(), "GTE", Long.toString(at.fromMillis()));
        range.ifPresent(bounds -> filter(
                query,
                type.modified(),
                "LTE",
                Long.toString(bounds.until().minusNanos(1).toEpochMilli())));
        if (at.offset() > 0) {
            query.put("after", Integer.toString(at.offset()));
        }
        return query;
    }

    /** What changed in one millisecond, by id: a bulk edit gives one date to more records than search pages through. */
    static ObjectNode within(ObjectType type, Ties at, int limit) {
        ObjectNode query = query(type, ObjectType.ID, limit);
        filter(query, type.modified(), "EQ", Long.toString(at.millis()));
        if (!at.lastId().isEmpty()) {
            filter(query, ObjectType.ID, "GT", at.lastId());
        }
        return query;
    }

    private static ObjectNode query(ObjectType type, String sortedBy, int limit) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        query.putArray("filterGroups").addObject().putArray("filters");
        query.putArray("sorts").addObject().put("propertyName", sortedBy).put("direction", "ASCENDING");
        query.putArray("properties").add(ObjectType.ID).add(type.modified());
        return query.put("limit", limit);
    }

    private static void filter(ObjectNode query, String property, String operator, String value) {
        query.withArray("/filterGroups/0/filters")
                .addObject()
                .put("propertyName", property)
                .put("operator", operator)
                .put("value", value);
    }
}
