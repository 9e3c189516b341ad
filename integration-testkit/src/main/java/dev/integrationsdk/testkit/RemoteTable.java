package dev.integrationsdk.testkit;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Change;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of one type of a {@link FakeRemote}, and the log of their changes. Confined to its lock. */
final class RemoteTable {
    private final String prefix;
    private final NavigableMap<String, ExternalRecord> records = new TreeMap<>();
    private final Map<String, Change> gone = new HashMap<>();
    private final NavigableMap<Long, String> log = new TreeMap<>();
    private long number;
    private int ids;

    RemoteTable(String prefix) {
        this.prefix = prefix;
    }

    /** A change of a record, which may have changed again since. */
    record Logged(long number, String id) {}

    long latest() {
        return number;
    }

    Map<String, Attributes> all() {
        Map<String, Attributes> all = new TreeMap<>();
        records.forEach((id, record) -> all.put(id, record.attributes()));
        return all;
    }

    Optional<Attributes> attributes(String id) {
        return Optional.ofNullable(records.get(id)).map(ExternalRecord::attributes);
    }

    ExternalRecord put(String id, Attributes attributes, Instant at) {
        gone.remove(id);
        ExternalRecord record = ExternalRecord.of(ExternalId.of(id), attributes)
                .withVersion(Long.toString(number + 1))
                .withModifiedAt(at);
        records.put(id, record);
        logged(id);
        return record;
    }

    void remove(String id, Change why) {
        records.remove(id);
        gone.put(id, why);
        logged(id);
    }

    void vanish(String id) {
        records.remove(id);
    }

    void rekey(String id, String newId, Instant at) {
        Attributes attributes = attributes(id).orElseThrow();
        remove(id, new Change.Rekeyed(ExternalId.of(id), ExternalId.of(newId)));
        put(newId, attributes, at);
    }

    private void logged(String id) {
        log.put(++number, id);
    }

    List<Logged> changesAfter(long from, int most) {
        return log.tailMap(from, false).entrySet().stream()
                .limit(most)
                .map(entry -> new Logged(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Empty if the record has changed again since, which its later entry tells. */
    Optional<Change> current(Logged logged) {
        boolean again = log.tailMap(logged.number(), false).containsValue(logged.id());
        return again ? Optional.empty() : Optional.of(now(ExternalId.of(logged.id())));
    }

    Change now(ExternalId id) {
        ExternalRecord record = records.get(id.value());
        if (record != null) {
            return Change.upserted(record);
        }
        return gone.getOrDefault(id.value(), Change.deleted(id, Change.DeleteKind.DELETED));
    }

    List<ExternalRecord> after(String id) {
        return List.copyOf(records.tailMap(id, false).values());
    }

    Map<String, PushOutcome> write(List<PushItem> items, Instant at) {
        Map<String, PushOutcome> outcomes = new LinkedHashMap<>();
        for (PushItem item : items) {
            outcomes.put(item.operationId(), write(item, at));
        }
        return outcomes;
    }

    private PushOutcome write(PushItem item, Instant at) {
        Optional<ExternalRecord> found = found(item);
        if (item.intent() == PushItem.Intent.CREATE || (item.intent() == PushItem.Intent.UPSERT && found.isEmpty())) {
            return create(item, at);
        }
        if (found.isEmpty()) {
            return failed(ErrorCode.NOT_FOUND, "there is no such record");
        }
        ExternalRecord record = found.get();
        if (item.expectedVersion().isPresent() && !item.expectedVersion().equals(record.version())) {
            return new PushOutcome.Conflict(record.externalId(), found);
        }
        if (item.intent() == PushItem.Intent.DELETE) {
            remove(record.externalId().value(), Change.deleted(record.externalId(), Change.DeleteKind.DELETED));
            return new PushOutcome.Applied(record.externalId(), Optional.empty());
        }
        Attributes next = applied(record.attributes(), item.deltas());
        if (next.equals(record.attributes())) {
            return new PushOutcome.Unchanged(record.externalId(), record.version());
        }
        ExternalRecord written = put(record.externalId().value(), next, at);
        return new PushOutcome.Applied(written.externalId(), written.version());
    }

    private PushOutcome create(PushItem item, Instant at) {
        Attributes attributes = applied(Attributes.empty(), item.deltas());
        Optional<Object> key = attributes.get(FakeRemote.UNIQUE);
        boolean taken = key.isPresent()
                && records.values().stream()
                        .anyMatch(other ->
                                other.attributes().get(FakeRemote.UNIQUE).equals(key));
        if (taken) {
            return failed(ErrorCode.CONFLICT, "another record has this value of " + FakeRemote.UNIQUE);
        }
        ExternalRecord written = put(prefix + ++ids, attributes, at);
        return new PushOutcome.Applied(written.externalId(), written.version());
    }

    private Optional<ExternalRecord> found(PushItem item) {
        if (item.externalId().isPresent()) {
            return Optional.ofNullable(records.get(item.externalId().get().value()));
        }
        return records.values().stream()
                .filter(record -> !item.matchKeys().isEmpty()
                        && item.matchKeys().entrySet().stream()
                                .allMatch(key ->
                                        record.attributes().get(key.getKey()).equals(Optional.of(key.getValue()))))
                .findFirst();
    }

    private static PushOutcome failed(ErrorCode code, String message) {
        return new PushOutcome.Failed(new IntegrationException(code, message));
    }

    /** Looks whether the records are as the items want them. */
    Map<String, PushOutcome> verify(List<PushItem> items) {
        Map<String, PushOutcome> outcomes = new LinkedHashMap<>();
        for (PushItem item : items) {
            outcomes.put(item.operationId(), verify(item));
        }
        return outcomes;
    }

    private PushOutcome verify(PushItem item) {
        Optional<ExternalRecord> found = found(item);
        if (item.intent() == PushItem.Intent.DELETE) {
            return found.isEmpty() && item.externalId().isPresent()
                    ? new PushOutcome.Applied(item.externalId().get(), Optional.empty())
                    : failed(ErrorCode.CONFLICT, "the record is still there");
        }
        return found.filter(
                        record -> applied(record.attributes(), item.deltas()).equals(record.attributes()))
                .<PushOutcome>map(record -> new PushOutcome.Applied(record.externalId(), record.version()))
                .orElseGet(() -> failed(ErrorCode.NOT_FOUND, "it was not written"));
    }

    static Attributes merged(Attributes standing, Attributes changed) {
        Attributes.Builder merged = Attributes.builder();
        for (int i = 0; i < standing.size(); i++) {
            merged.put(standing.nameAt(i), standing.valueAt(i));
        }
        for (int i = 0; i < changed.size(); i++) {
            merged.put(changed.nameAt(i), changed.valueAt(i));
        }
        return merged.build();
    }

    private static Attributes applied(Attributes standing, List<Delta> deltas) {
        Attributes.Builder changed = Attributes.builder();
        for (Delta delta : deltas) {
            changed.put(delta.attribute(), value(standing, delta));
        }
        return merged(standing, changed.build());
    }

    private static @Nullable Object value(Attributes standing, Delta delta) {
        if (delta instanceof Delta.Put put) {
            return put.value();
        }
        if (delta instanceof Delta.Clear) {
            return null;
        }
        Set<Object> values = new LinkedHashSet<>();
        standing.get(delta.attribute()).ifPresent(value -> {
            if (value instanceof List<?> several) {
                values.addAll(several);
            } else {
                values.add(value);
            }
        });
        if (delta instanceof Delta.AddValues add) {
            values.addAll(add.values());
        } else if (delta instanceof Delta.RemoveValues remove) {
            values.removeAll(remove.values());
        }
        return new ArrayList<>(values);
    }
}
