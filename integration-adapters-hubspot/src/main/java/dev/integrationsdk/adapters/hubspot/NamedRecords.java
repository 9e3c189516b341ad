package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.adapters.hubspot.HubSpotApi.Lookup;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.Change.DeleteKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads records by their ids, and says what became of those that are not there under them any more. Immutable. */
final class NamedRecords implements RecordSource {
    private final RecordReader reader;
    private final PortalPin pin;

    NamedRecords(RecordReader reader, PortalPin pin) {
        this.reader = reader;
        this.pin = pin;
    }

    @Override
    public int maxIds(EntityType entityType) {
        return HubSpotApi.MAX_PAGE;
    }

    @Override
    public List<Change> read(Request request) {
        pin.require(request.call());
        ObjectType type = ObjectType.of(request.entityType());
        Wanted wanted = reader.wanted(type, request.fields(), request.call());
        List<String> ids = request.ids().stream()
                .map(ExternalId::value)
                .filter(RemoteRecord::isId)
                .toList();
        RecordPage live = reader.read(type, ids, wanted, request.call());
        Map<String, ExternalId> survivors = survivors(live);
        List<Change> changes = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (ExternalId id : request.ids()) {
            RemoteRecord record = live.byId().get(id);
            ExternalId survivor = survivors.get(id.value());
            if (record != null) {
                changes.add(Change.upserted(record.external()));
            } else if (survivor != null) {
                changes.add(new Change.Merged(id, survivor));
            } else if (live.unreadable().stream()
                    .noneMatch(unreadable -> unreadable.externalId().equals(Optional.of(id)))) {
                gone.add(id.value());
            }
        }
        changes.addAll(gone(type, gone, request));
        return changes;
    }

    private static Map<String, ExternalId> survivors(RecordPage page) {
        Map<String, ExternalId> survivors = new HashMap<>();
        page.records().forEach(record -> record.mergedIds().forEach(id -> survivors.put(id, record.id())));
        return survivors;
    }

    private List<Change> gone(ObjectType type, List<String> ids, Request request) {
        List<String> known = ids.stream().filter(RemoteRecord::isId).toList();
        RecordPage archived = reader.api().read(type, new Lookup(known, Wanted.onlyIds(), "", true), request.call());
        List<Change> changes = new ArrayList<>();
        for (String id : ids) {
            ExternalId externalId = ExternalId.of(id);
            boolean isArchived = archived.byId().containsKey(externalId);
            changes.add(Change.deleted(externalId, isArchived ? DeleteKind.ARCHIVED : DeleteKind.DELETED));
        }
        return changes;
    }
}
