package dev.integrationsdk.internal.sync;

import dev.integrationsdk.host.HostRecord;
import dev.integrationsdk.internal.sync.PushLoop.Outgoing;
import dev.integrationsdk.run.RecordState;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushItem.Intent;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.store.FieldHashes;
import dev.integrationsdk.store.PushMark;
import dev.integrationsdk.store.PushState;
import dev.integrationsdk.store.RecordMapping;
import dev.integrationsdk.store.Shipment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides for marked rows what is to be written of them, from what both sides last agreed on. Confined to its transaction. */
final class PushPlan {
    private static final Logger LOG = LoggerFactory.getLogger(PushPlan.class);

    private final StreamRun run;
    private final Outgoing outgoing;
    private final Instant now;
    private final FieldComparer comparer;
    private final List<PushTask> tasks = new ArrayList<>();
    private final List<PushMark> changed = new ArrayList<>();
    private final Map<UUID, Long> settled = new HashMap<>();
    private final Map<RecordState, Long> counts = new EnumMap<>(RecordState.class);
    private Map<ExternalId, Set<String>> heldFields = Map.of();

    PushPlan(StreamRun run, Outgoing outgoing, Instant now) {
        this.run = run;
        this.outgoing = outgoing;
        this.now = now;
        this.comparer = new FieldComparer(run.mapping());
    }

    /** Fields that are not written before a person has decided, by record. */
    void heldFields(Map<ExternalId, Set<String>> fields) {
        heldFields = fields;
    }

    List<PushTask> tasks() {
        return tasks;
    }

    /** Marks of rows that are sent, or cannot be. */
    List<PushMark> changed() {
        return changed;
    }

    /** Rows of which nothing is to be written. */
    Map<UUID, Long> settled() {
        return settled;
    }

    Map<RecordState, Long> counts() {
        return counts;
    }

    void add(PushMark mark, Optional<HostRecord> record, Optional<RecordMapping> mapping) {
        if (record.isEmpty()) {
            gone(mark, mapping);
            return;
        }
        Attributes outward;
        try {
            outward = comparer.outward(record.get().attributes());
        } catch (IntegrationException unmappable) {
            LOG.warn("Row {} of {} cannot be written: {}", mark.internalId(), run.stream(), unmappable.explanation());
            changed.add(mark.after(unmappable.code(), PushState.HELD, now));
            count(RecordState.DEAD);
            return;
        }
        if (mapping.isEmpty()) {
            create(mark, outward);
        } else {
            update(mark, mapping.get(), outward);
        }
    }

    private void gone(PushMark mark, Optional<RecordMapping> mapping) {
        if (mapping.isEmpty() || !outgoing.intents().contains(Intent.DELETE)) {
            nothing(mark);
            return;
        }
        send(mark, mapping, Intent.DELETE, List.of(), Attributes.empty());
    }

    private void create(PushMark mark, Attributes outward) {
        Map<String, String> keys = matchKeys(outward);
        Intent intent = !keys.isEmpty() && outgoing.intents().contains(Intent.UPSERT) ? Intent.UPSERT : Intent.CREATE;
        if (!outgoing.intents().contains(intent)) {
            nothing(mark);
            return;
        }
        List<Delta> deltas = new ArrayList<>();
        for (int i = 0; i < outward.size(); i++) {
            Object value = outward.valueAt(i);
            if (value != null) {
                deltas.add(new Delta.Put(outward.nameAt(i), value));
            }
        }
        send(mark, Optional.empty(), intent, deltas, outward);
    }

    private void update(PushMark mark, RecordMapping mapping, Attributes outward) {
        Set<String> differing = FieldComparer.changed(comparer.hashes(outward), mapping.fieldHashes());
        differing.removeAll(heldFields.getOrDefault(mapping.externalId(), Set.of()));
        if (differing.isEmpty() || !outgoing.intents().contains(Intent.UPDATE)) {
            nothing(mark);
            return;
        }
        send(mark, Optional.of(mapping), Intent.UPDATE, deltas(outward, differing), outward);
    }

    private static List<Delta> deltas(Attributes outward, Set<String> names) {
        List<Delta> deltas = new ArrayList<>();
        for (int i = 0; i < outward.size(); i++) {
            String name = outward.nameAt(i);
            Object value = outward.valueAt(i);
            if (names.contains(name)) {
                deltas.add(value == null ? new Delta.Clear(name) : new Delta.Put(name, value));
            }
        }
        return deltas;
    }

    private void nothing(PushMark mark) {
        settled.put(mark.internalId(), mark.number());
        count(RecordState.UNCHANGED);
    }

    private void send(
            PushMark mark, Optional<RecordMapping> mapping, Intent intent, List<Delta> deltas, Attributes outward) {
        Map<String, String> keys = intent == Intent.CREATE || intent == Intent.UPSERT ? matchKeys(outward) : Map.of();
        Map<String, Long> written = comparer.hashes(outward);
        written.keySet().retainAll(deltas.stream().map(Delta::attribute).toList());
        Shipment shipment =
                new Shipment(operationId(mark), intent, mark.number(), FieldHashes.of(written), matchHash(keys), now);
        PushMark sent = mark.sent(shipment);
        changed.add(sent);
        tasks.add(task(sent, mapping, deltas, keys, outward));
    }

    private PushTask task(
            PushMark sent,
            Optional<RecordMapping> mapping,
            List<Delta> deltas,
            Map<String, String> keys,
            Attributes outward) {
        Shipment shipment = sent.shipment().orElseThrow();
        boolean compares = outgoing.isRead() && shipment.intent() == Intent.UPDATE;
        PushItem item = new PushItem(
                shipment.operationId(),
                shipment.intent(),
                mapping.map(RecordMapping::externalId),
                deltas,
                keys,
                compares ? mapping.flatMap(RecordMapping::version) : Optional.empty());
        return new PushTask(sent, mapping, item, outward);
    }

    /** What was sent before, as far as the row still says so: fields that the host has changed since are left out. */
    PushTask asSent(PushMark mark, Optional<HostRecord> record, Optional<RecordMapping> mapping) {
        Attributes outward = record.map(this::outwardIfPossible).orElse(Attributes.empty());
        Map<String, Long> now = comparer.hashes(outward);
        Map<String, Long> then = mark.shipment().orElseThrow().fields().all();
        now.entrySet().removeIf(field -> !field.getValue().equals(then.get(field.getKey())));
        return task(mark, mapping, deltas(outward, now.keySet()), matchKeys(outward), outward);
    }

    private Attributes outwardIfPossible(HostRecord record) {
        try {
            return comparer.outward(record.attributes());
        } catch (IntegrationException unmappable) {
            LOG.debug("A row of {} cannot be written any more", run.stream(), unmappable);
            return Attributes.empty();
        }
    }

    /** The same for every attempt at writing this state of the row. */
    private String operationId(PushMark mark) {
        return UUID.nameUUIDFromBytes((run.scope() + "\n" + mark.internalId() + "\n" + mark.number())
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Map<String, String> matchKeys(Attributes outward) {
        Map<String, String> keys = new TreeMap<>();
        for (String name : outgoing.matchBy()) {
            outward.get(name).ifPresent(value -> keys.put(name, value.toString()));
        }
        return keys.size() == outgoing.matchBy().size() ? keys : Map.of();
    }

    /** Of no keys 0. */
    static long matchHash(Map<String, String> keys) {
        if (keys.isEmpty()) {
            return 0;
        }
        List<String> parts = new ArrayList<>();
        new TreeMap<>(keys).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return new ContentHasher().hash(parts.toArray(String[]::new)).high();
    }

    private void count(RecordState state) {
        counts.merge(state, 1L, Long::sum);
    }
}
