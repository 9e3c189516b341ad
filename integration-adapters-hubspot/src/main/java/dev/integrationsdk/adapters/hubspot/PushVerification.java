package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushItem.Intent;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushOutcome.Applied;
import dev.integrationsdk.spi.push.PushOutcome.Failed;
import dev.integrationsdk.spi.push.PushOutcome.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether writes took effect, by reading. A create is only said to have failed if its record would have been seen;
 * where search alone can look, and finds nothing, it stays unknown. Confined to one verification.
 */
final class PushVerification {
    private final RecordReader reader;
    private final RecordFinder finder;
    private final ObjectType type;
    private final Map<String, Property> schema;
    private final CallContext call;
    private final Map<String, PushOutcome> outcomes = new LinkedHashMap<>();

    PushVerification(
            RecordReader reader, RecordFinder finder, ObjectType type, Map<String, Property> schema, CallContext call) {
        this.reader = reader;
        this.finder = finder;
        this.type = type;
        this.schema = schema;
        this.call = call;
    }

    Map<String, PushOutcome> of(List<PushItem> doubtful) {
        List<RecordWrite> known = new ArrayList<>();
        List<RecordWrite> sought = new ArrayList<>();
        for (PushItem item : doubtful) {
            try {
                RecordWrite write = RecordWrite.of(item, schema);
                (write.id().isPresent() ? known : sought).add(write);
            } catch (IntegrationException neverSent) {
                outcomes.put(item.operationId(), new Failed(neverSent));
            }
        }
        readKnown(known);
        seek(sought);
        return outcomes;
    }

    private void readKnown(List<RecordWrite> writes) {
        List<String> ids = writes.stream()
                .map(write -> write.id().map(ExternalId::value).orElseThrow())
                .distinct()
                .toList();
        RecordPage current = reader.read(type, ids, Wanted.of(type, attributes(writes)), call);
        for (RecordWrite write : writes) {
            RemoteRecord record = current.byId().get(write.id().orElseThrow());
            boolean deletes = write.item().intent() == Intent.DELETE;
            if (record == null) {
                outcomes.put(
                        write.operationId(),
                        deletes
                                ? new Applied(write.id().orElseThrow(), Optional.empty())
                                : new Failed(
                                        new IntegrationException(ErrorCode.RECORD_REJECTED, "the record is gone")));
            } else {
                boolean isDone = !deletes && write.isDone(record.properties(), schema);
                outcomes.put(write.operationId(), isDone ? applied(record) : notWritten());
            }
        }
    }

    private void seek(List<RecordWrite> writes) {
        List<PushItem> items = writes.stream().map(RecordWrite::item).toList();
        Map<String, RecordFinder.Found> found = finder.find(type, schema, items, attributes(writes), call);
        for (RecordWrite write : writes) {
            RecordFinder.Found hits = found.get(write.operationId());
            outcomes.put(write.operationId(), hits == null ? unknown("it has no match keys") : sought(write, hits));
        }
    }

    private PushOutcome sought(RecordWrite write, RecordFinder.Found hits) {
        if (hits.records().size() > 1) {
            return unknown("HubSpot has several records of its match keys");
        }
        if (hits.records().isEmpty()) {
            return hits.sure() ? notWritten() : unknown("search shows new records late, and does not show it");
        }
        RemoteRecord record = hits.records().get(0);
        boolean isDone = withAssociations(write, record)
                .filter(whole -> write.isDone(whole.properties(), schema))
                .isPresent();
        if (isDone) {
            return applied(record);
        }
        return hits.sure() ? notWritten() : unknown("there is a record of its match keys with other values");
    }

    private Optional<RemoteRecord> withAssociations(RecordWrite write, RemoteRecord record) {
        if (write.associations().isEmpty()) {
            return Optional.of(record);
        }
        Wanted wanted = Wanted.of(type, write.attributes());
        return Optional.ofNullable(reader.read(type, List.of(record.id().value()), wanted, call)
                .byId()
                .get(record.id()));
    }

    private static Set<String> attributes(List<RecordWrite> writes) {
        Set<String> names = new LinkedHashSet<>();
        writes.forEach(write -> names.addAll(write.attributes()));
        return names;
    }

    private static PushOutcome applied(RemoteRecord record) {
        return new Applied(record.id(), record.updatedAt());
    }

    private static PushOutcome notWritten() {
        return new Failed(new IntegrationException(
                ErrorCode.SERVICE_UNAVAILABLE, "the write did not take effect: it can be sent again"));
    }

    private static PushOutcome unknown(String reason) {
        return new Unknown(new IntegrationException(
                ErrorCode.OUTCOME_UNKNOWN, "whether the record was written cannot be told: " + reason));
    }
}
