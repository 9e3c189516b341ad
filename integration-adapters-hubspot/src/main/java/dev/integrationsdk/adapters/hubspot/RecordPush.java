package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.adapters.hubspot.BatchWriter.Kind;
import dev.integrationsdk.adapters.hubspot.BatchWriter.Results;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.push.PushItem.Intent;
import dev.integrationsdk.spi.push.PushOutcome;
import dev.integrationsdk.spi.push.PushOutcome.Applied;
import dev.integrationsdk.spi.push.PushOutcome.Conflict;
import dev.integrationsdk.spi.push.PushOutcome.Failed;
import dev.integrationsdk.spi.push.PushOutcome.Unchanged;
import dev.integrationsdk.spi.push.PushOutcome.Unknown;
import dev.integrationsdk.spi.push.PushTarget;
import dev.integrationsdk.spi.record.Attributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes records. HubSpot knows no key that makes a repeated create harmless, so that a create is sent once, and afterwards
 * looked for by what is unique about it. Immutable.
 */
final class RecordPush implements PushTarget {
    private final RecordReader reader;
    private final AccountSchema schema;
    private final BatchWriter batches;
    private final AssociationWriter associations;
    private final RecordFinder finder;
    private final PortalPin pin;

    RecordPush(
            RecordReader reader,
            AccountSchema schema,
            BatchWriter batches,
            AssociationWriter associations,
            PortalPin pin) {
        this.reader = reader;
        this.schema = schema;
        this.batches = batches;
        this.associations = associations;
        this.finder = new RecordFinder(reader.api());
        this.pin = pin;
    }

    /** What the steps of one push share. */
    private record Step(ObjectType type, Map<String, Property> properties, CallContext call, Results results) {
        void fail(RecordWrite write, IntegrationException failure) {
            results.outcomes.put(write.operationId(), new Failed(failure));
        }
    }

    @Override
    public int maxItems(EntityType entityType) {
        return BatchWriter.MOST_INPUTS;
    }

    @Override
    public Map<String, PushOutcome> push(EntityType entityType, List<PushItem> items, CallContext call) {
        pin.require(call);
        ObjectType type = ObjectType.of(entityType);
        Step step = new Step(type, schema.properties(type, call), call, new Results());
        Map<Intent, List<RecordWrite>> writes = writes(step, items);
        List<RecordWrite> creates = new ArrayList<>(writes.getOrDefault(Intent.CREATE, List.of()));
        List<RecordWrite> updates = new ArrayList<>(writes.getOrDefault(Intent.UPDATE, List.of()));
        upsert(step, writes.getOrDefault(Intent.UPSERT, List.of()), creates, updates);
        create(step, creates, updates);
        for (List<RecordWrite> round : rounds(updates, write -> write.id().map(ExternalId::value))) {
            update(step, round);
        }
        batches.archive(type, writes.getOrDefault(Intent.DELETE, List.of()), call, step.results());
        return answered(items, step.results().outcomes);
    }

    private static Map<Intent, List<RecordWrite>> writes(Step step, List<PushItem> items) {
        Map<Intent, List<RecordWrite>> writes = new TreeMap<>();
        for (PushItem item : items) {
            try {
                boolean needsId = item.intent() == Intent.UPDATE || item.intent() == Intent.DELETE;
                if (needsId && item.externalId().isEmpty()) {
                    throw new IntegrationException(
                            ErrorCode.RECORD_REJECTED, item.intent() + " needs the record's external id");
                }
                writes.computeIfAbsent(item.intent(), intent -> new ArrayList<>())
                        .add(RecordWrite.of(item, step.properties()));
            } catch (IntegrationException rejected) {
                step.results().outcomes.put(item.operationId(), new Failed(rejected));
            }
        }
        return writes;
    }

    /** If nothing was written for one and the same reason, that is the call's own failure. */
    private static Map<String, PushOutcome> answered(List<PushItem> items, Map<String, PushOutcome> outcomes) {
        Set<IntegrationException> reasons = new HashSet<>();
        for (PushItem item : items) {
            PushOutcome outcome = outcomes.get(item.operationId());
            if (!(outcome instanceof Failed failed) || failed.error().code() == ErrorCode.RECORD_REJECTED) {
                return outcomes;
            }
            reasons.add(failed.error());
        }
        boolean isTheCalls = reasons.size() == 1
                && reasons.iterator().next().code().disposition() != ErrorCode.RECORD_REJECTED.disposition();
        if (isTheCalls) {
            throw reasons.iterator().next();
        }
        return outcomes;
    }

    /** Sorts upserts into those whose record is there and those that have none; a unique property does both at once. */
    private void upsert(Step step, List<RecordWrite> upserts, List<RecordWrite> creates, List<RecordWrite> updates) {
        Map<String, List<RecordWrite>> byProperty = new LinkedHashMap<>();
        List<RecordWrite> sought = new ArrayList<>();
        for (RecordWrite write : upserts) {
            Optional<String> unique = RecordFinder.uniqueKey(step.type(), step.properties(), write.item());
            boolean canBeDoneAtOnce = unique.isPresent()
                    && !unique.get().equals(ObjectType.EMAIL)
                    && write.associations().isEmpty()
                    && !write.needsCurrent();
            if (write.id().isPresent()) {
                updates.add(write);
            } else if (canBeDoneAtOnce) {
                byProperty
                        .computeIfAbsent(unique.get(), key -> new ArrayList<>())
                        .add(write);
            } else {
                sought.add(write);
            }
        }
        byProperty.forEach((property, writes) -> {
            Kind kind = new Kind("upsert", write -> upsertInput(write, property));
            for (List<RecordWrite> round : rounds(writes, write -> key(write, property))) {
                batches.write(step.type(), kind, round, step.call(), step.results());
            }
        });
        seek(step, sought, creates, updates);
    }

    private static ObjectNode upsertInput(RecordWrite write, String property) {
        return write.input().put("id", write.item().matchKeys().get(property)).put("idProperty", property);
    }

    private void seek(Step step, List<RecordWrite> sought, List<RecordWrite> creates, List<RecordWrite> updates) {
        Map<String, RecordFinder.Found> found;
        try {
            found = finder.find(
                    step.type(),
                    step.properties(),
                    sought.stream().map(RecordWrite::item).toList(),
                    Set.of(),
                    step.call());
        } catch (IntegrationException failure) {
            sought.forEach(write -> step.fail(write, failure));
            return;
        }
        for (RecordWrite write : sought) {
            RecordFinder.Found hits = found.get(write.operationId());
            if (hits == null || write.item().matchKeys().isEmpty()) {
                step.fail(write, new IntegrationException(ErrorCode.RECORD_REJECTED, "an upsert needs match keys"));
            } else if (hits.records().size() > 1) {
                step.fail(
                        write,
                        new IntegrationException(
                                ErrorCode.AMBIGUOUS_MATCH,
                                "HubSpot has " + hits.records().size() + " records of these match keys"));
            } else if (hits.records().isEmpty()) {
                creates.add(write);
            } else {
                updates.add(write.to(hits.records().get(0).id()));
            }
        }
    }

    /** What turns out to be there already is updated instead. */
    private void create(Step step, List<RecordWrite> creates, List<RecordWrite> updates) {
        List<RecordWrite> ready = new ArrayList<>();
        Map<String, ObjectNode> inputs = new LinkedHashMap<>();
        Optional<IntegrationException> general = Optional.empty();
        for (RecordWrite create : creates) {
            if (general.isPresent()) {
                step.fail(create, general.get());
                continue;
            }
            RecordWrite write = create.onto(Attributes.empty()).withMatchKeys();
            try {
                ObjectNode input = write.input();
                associations.addTo(input, step.type(), write.associations(), step.call());
                inputs.put(write.operationId(), input);
                ready.add(write);
            } catch (IntegrationException failure) {
                step.fail(write, failure);
                general = Optional.of(failure).filter(reason -> reason.code() != ErrorCode.RECORD_REJECTED);
            }
        }
        Kind kind = new Kind("create", write -> required(inputs, write));
        for (List<RecordWrite> round : rounds(ready, write -> uniqueValue(step, write))) {
            batches.write(step.type(), kind, round, step.call(), step.results());
        }
        for (RecordWrite write : creates) {
            ExternalId existing = step.results().existing.get(write.operationId());
            if (existing != null) {
                updates.add(write.to(existing));
            }
        }
    }

    private static ObjectNode required(Map<String, ObjectNode> inputs, RecordWrite write) {
        ObjectNode input = inputs.get(write.operationId());
        if (input == null) {
            throw new IllegalStateException("no input for a write that was made ready");
        }
        return input;
    }

    private static Optional<String> uniqueValue(Step step, RecordWrite write) {
        return RecordFinder.uniqueKey(step.type(), step.properties(), write.item())
                .flatMap(property -> key(write, property))
                .or(() -> Optional.ofNullable(write.properties().get(ObjectType.EMAIL)))
                .map(value -> value.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> key(RecordWrite write, String property) {
        return Optional.ofNullable(write.item().matchKeys().get(property));
    }

    private interface Key {
        Optional<String> of(RecordWrite write);
    }

    /** HubSpot refuses a batch that names one record twice: the second time comes with the next one. */
    private static Collection<List<RecordWrite>> rounds(List<RecordWrite> writes, Key key) {
        Map<String, Integer> times = new LinkedHashMap<>();
        Map<Integer, List<RecordWrite>> rounds = new TreeMap<>();
        for (RecordWrite write : writes) {
            Optional<String> name = key.of(write);
            int round = name.map(one -> times.merge(one, 1, Integer::sum)).orElse(1);
            rounds.computeIfAbsent(round, number -> new ArrayList<>()).add(write);
        }
        return rounds.values();
    }

    private void update(Step step, List<RecordWrite> writes) {
        List<RecordWrite> ready;
        try {
            ready = comparedWithCurrent(step, writes);
        } catch (IntegrationException failure) {
            writes.forEach(write -> step.fail(write, failure));
            return;
        }
        List<RecordWrite> changed =
                ready.stream().filter(write -> !write.properties().isEmpty()).toList();
        batches.write(step.type(), new Kind("update", RecordWrite::input), changed, step.call(), step.results());
        List<RecordWrite> further = new ArrayList<>();
        for (RecordWrite write : ready) {
            if (write.properties().isEmpty()) {
                step.results()
                        .outcomes
                        .put(write.operationId(), new Applied(write.id().orElseThrow(), Optional.empty()));
            }
            boolean isWritten = step.results().outcomes.get(write.operationId()) instanceof Applied;
            if (isWritten && !write.associations().isEmpty()) {
                further.add(write);
            }
        }
        associations
                .write(step.type(), further, step.call())
                .forEach((operation, failure) -> step.results()
                        .outcomes
                        .put(
                                operation,
                                failure.code() == ErrorCode.RECORD_REJECTED
                                        ? new Failed(failure)
                                        : new Unknown(failure)));
    }

    /** Leaves out what another has changed meanwhile, and what is as it should be already. */
    private List<RecordWrite> comparedWithCurrent(Step step, List<RecordWrite> writes) {
        List<RecordWrite> compared =
                writes.stream().filter(RecordWrite::needsCurrent).toList();
        if (compared.isEmpty()) {
            return writes;
        }
        Set<String> fields = new LinkedHashSet<>();
        compared.forEach(write -> fields.addAll(write.attributes()));
        List<String> ids = compared.stream()
                .map(write -> write.id().map(ExternalId::value).orElseThrow())
                .toList();
        RecordPage current = reader.read(step.type(), ids, Wanted.of(step.type(), fields), step.call());
        List<RecordWrite> ready = new ArrayList<>();
        for (RecordWrite write : writes) {
            RemoteRecord record = current.byId().get(write.id().orElseThrow());
            if (!write.needsCurrent()) {
                ready.add(write);
            } else if (record == null) {
                step.fail(write, new IntegrationException(ErrorCode.RECORD_REJECTED, "the record is gone"));
            } else if (isChanged(write, record)) {
                step.results()
                        .outcomes
                        .put(write.operationId(), new Conflict(record.id(), Optional.of(record.external())));
            } else if (write.isDone(record.properties(), step.properties())) {
                step.results().outcomes.put(write.operationId(), new Unchanged(record.id(), record.updatedAt()));
            } else {
                ready.add(write.onto(record.properties()));
            }
        }
        return ready;
    }

    private static boolean isChanged(RecordWrite write, RemoteRecord record) {
        return write.item()
                .expectedVersion()
                .filter(expected -> !record.updatedAt().equals(Optional.of(expected)))
                .isPresent();
    }

    @Override
    public Map<String, PushOutcome> verify(EntityType entityType, List<PushItem> doubtful, CallContext call) {
        pin.require(call);
        ObjectType type = ObjectType.of(entityType);
        return new PushVerification(reader, finder, type, schema.properties(type, call), call).of(doubtful);
    }
}
