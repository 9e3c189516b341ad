package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.adapters.hubspot.HubSpotApi.Listing;
import dev.integrationsdk.adapters.hubspot.HubSpotApi.Lookup;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.UnreadableRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads whole records: values by whichever call takes their names, associations beside them. Immutable. */
final class RecordReader {
    private final HubSpotApi api;
    private final AccountSchema schema;
    private final AssociationReader associations;
    private final boolean everything;

    /** @param everything whether a host that names no fields gets all that the account has */
    RecordReader(HubSpotApi api, AccountSchema schema, AssociationReader associations, boolean everything) {
        this.api = api;
        this.schema = schema;
        this.associations = associations;
        this.everything = everything;
    }

    HubSpotApi api() {
        return api;
    }

    /** What the host wants, or whatever is sent by default if it names nothing. */
    Wanted wanted(ObjectType type, Set<String> fields, CallContext call) {
        if (!fields.isEmpty()) {
            return Wanted.of(type, fields);
        }
        if (everything || type.isCustom()) {
            return Wanted.of(type, schema.properties(type, call).keySet());
        }
        return Wanted.of(
                type, type.usualFields().stream().map(field -> field.name()).toList());
    }

    /** Values come with the listing, unless their names make its address too long: then they are read by id. */
    RecordPage list(ObjectType type, Listing listing, CallContext call) {
        if (api.fitsIntoUrl(type, listing)) {
            return withAssociations(type, api.list(type, listing, call), listing.wanted(), call);
        }
        Listing onlyIds = new Listing(Wanted.onlyIds(), listing.limit(), listing.after(), listing.archived());
        RecordPage listed = api.list(type, onlyIds, call);
        RecordPage values = read(type, ids(listed.records()), listing.wanted(), call);
        return merged(listed, values);
    }

    /** Live records by id; those that are gone are absent. */
    RecordPage read(ObjectType type, List<String> ids, Wanted wanted, CallContext call) {
        int atOnce = wanted.limit(HubSpotApi.MAX_PAGE);
        Map<ExternalId, RemoteRecord> found = new LinkedHashMap<>();
        List<UnreadableRecord> unreadable = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += atOnce) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + atOnce));
            RecordPage page = api.read(type, Lookup.live(part, wanted), call);
            found.putAll(page.byId());
            unreadable.addAll(page.unreadable());
        }
        RecordPage all = new RecordPage(found, unreadable, Optional.empty(), Set.of(), Optional.empty());
        return withAssociations(type, all, wanted, call);
    }

    private RecordPage withAssociations(ObjectType type, RecordPage page, Wanted wanted, CallContext call) {
        if (wanted.associations().isEmpty() || page.byId().isEmpty()) {
            return page;
        }
        Map<ExternalId, Map<String, List<String>>> further = new HashMap<>();
        for (ObjectType target : wanted.associations()) {
            associations
                    .read(type, target, ids(page.records()), call)
                    .ifPresent(byId -> byId.forEach(
                            (id, others) -> further.computeIfAbsent(ExternalId.of(id), key -> new LinkedHashMap<>())
                                    .put(Wanted.attribute(target), List.copyOf(others))));
        }
        Map<ExternalId, RemoteRecord> complete = new LinkedHashMap<>();
        page.byId().forEach((id, record) -> complete.put(id, record.with(further.getOrDefault(id, Map.of()))));
        return page.withRecords(complete);
    }

    private static RecordPage merged(RecordPage listed, RecordPage values) {
        List<UnreadableRecord> unreadable = new ArrayList<>(listed.unreadable());
        unreadable.addAll(values.unreadable());
        Map<ExternalId, RemoteRecord> byId = new LinkedHashMap<>(listed.byId());
        byId.keySet().retainAll(values.byId().keySet());
        byId.replaceAll((id, record) -> values.byId().getOrDefault(id, record));
        return new RecordPage(byId, unreadable, listed.after(), Set.of(), listed.answeredAt());
    }

    static List<String> ids(Collection<RemoteRecord> records) {
        return records.stream().map(record -> record.id().value()).toList();
    }
}
