package dev.integrationsdk.adapters.hubspot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.push.Delta;
import dev.integrationsdk.spi.push.PushItem;
import dev.integrationsdk.spi.record.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One item as HubSpot is to be asked for it. Immutable.
 *
 * @param id whose record is written; empty for one that is to be created or found
 * @param properties by name, as they are written
 * @param changes of properties with several values, which depend on what is there
 * @param associations what is to become of those
 */
record RecordWrite(
        PushItem item,
        Optional<ExternalId> id,
        Map<String, String> properties,
        List<ValueChange> changes,
        List<AssociationChange> associations) {
    /** Values to add to a property, or to remove from it. */
    record ValueChange(Property property, List<String> values, boolean adds) {}

    /** Associations to one type: to have exactly these, to have these too, or to have these no more. */
    record AssociationChange(ObjectType to, Kind kind, Set<String> ids) {
        enum Kind {
            EXACTLY,
            ADD,
            REMOVE
        }
    }

    /** @throws IntegrationException RECORD_REJECTED if an attribute is none of the type's, or cannot be written */
    static RecordWrite of(PushItem item, Map<String, Property> schema) {
        Map<String, String> properties = new LinkedHashMap<>();
        List<ValueChange> changes = new ArrayList<>();
        List<AssociationChange> associations = new ArrayList<>();
        for (Delta delta : item.deltas()) {
            if (delta.attribute().startsWith(Wanted.ASSOCIATIONS)) {
                associations.add(association(delta));
                continue;
            }
            Property property = writable(delta.attribute(), schema);
            if (delta instanceof Delta.Put put) {
                properties.put(property.name(), ValueText.of(property, put.value()));
            } else if (delta instanceof Delta.Clear) {
                properties.put(property.name(), ValueText.CLEARED);
            } else if (delta instanceof Delta.AddValues add) {
                changes.add(new ValueChange(property, texts(property, add.values()), true));
            } else if (delta instanceof Delta.RemoveValues remove) {
                changes.add(new ValueChange(property, texts(property, remove.values()), false));
            }
        }
        return new RecordWrite(item, item.externalId(), properties, changes, associations);
    }

    private static List<String> texts(Property property, List<Object> values) {
        return values.stream().map(value -> ValueText.of(property, value)).toList();
    }

    private static Property writable(String name, Map<String, Property> schema) {
        Property property = schema.get(name);
        if (property == null) {
            throw new IntegrationException(
                    ErrorCode.RECORD_REJECTED, "HubSpot has no property '" + name + "' to write to");
        }
        if (property.readOnly()) {
            throw new IntegrationException(
                    ErrorCode.RECORD_REJECTED, "HubSpot lets nobody write the property '" + name + "'");
        }
        return property;
    }

    private static AssociationChange association(Delta delta) {
        ObjectType to = Names.entityType(delta.attribute().substring(Wanted.ASSOCIATIONS.length()))
                .flatMap(ObjectType::find)
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.RECORD_REJECTED, "'" + delta.attribute() + "' names no type of records"));
        if (delta instanceof Delta.Put put) {
            List<?> values = put.value() instanceof List<?> list ? list : List.of(put.value());
            return new AssociationChange(to, AssociationChange.Kind.EXACTLY, ids(values));
        }
        if (delta instanceof Delta.AddValues add) {
            return new AssociationChange(to, AssociationChange.Kind.ADD, ids(add.values()));
        }
        if (delta instanceof Delta.RemoveValues remove) {
            return new AssociationChange(to, AssociationChange.Kind.REMOVE, ids(remove.values()));
        }
        return new AssociationChange(to, AssociationChange.Kind.EXACTLY, Set.of());
    }

    private static Set<String> ids(List<?> values) {
        Set<String> ids = new LinkedHashSet<>();
        values.forEach(value -> ids.add(value.toString()));
        return ids;
    }

    String operationId() {
        return item.operationId();
    }

    /** The same write, of a record that was found. */
    RecordWrite to(ExternalId found) {
        return new RecordWrite(item, Optional.of(found), properties, changes, associations);
    }

    /** The same write with the values that its match keys have, as a new record needs them. */
    RecordWrite withMatchKeys() {
        Map<String, String> all = new LinkedHashMap<>(item.matchKeys());
        all.putAll(properties);
        return new RecordWrite(item, id, all, changes, associations);
    }

    /** The same write after its changes were worked out on what is there. */
    RecordWrite onto(Attributes current) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        for (ValueChange change : changes) {
            String name = change.property().name();
            Set<String> values = new LinkedHashSet<>();
            String before = all.getOrDefault(name, current.text(name).orElse(""));
            for (String value : before.split(";", -1)) {
                if (!value.isEmpty()) {
                    values.add(value);
                }
            }
            if (change.adds()) {
                values.addAll(change.values());
            } else {
                values.removeAll(change.values());
            }
            all.put(name, String.join(";", values));
        }
        return new RecordWrite(item, id, all, List.of(), associations);
    }

    boolean needsCurrent() {
        return !changes.isEmpty() || item.expectedVersion().isPresent();
    }

    /** Names of the attributes that it is about. */
    Set<String> attributes() {
        Set<String> names = new LinkedHashSet<>(properties.keySet());
        changes.forEach(change -> names.add(change.property().name()));
        associations.forEach(change -> names.add(Wanted.attribute(change.to())));
        return names;
    }

    /** Whether a record already is as it would be written. */
    boolean isDone(Attributes current, Map<String, Property> schema) {
        for (Map.Entry<String, String> property : onto(current).properties().entrySet()) {
            String actual = current.text(property.getKey()).orElse("");
            Property known = schema.get(property.getKey());
            if (known == null || !ValueText.isSame(known, property.getValue(), actual)) {
                return false;
            }
        }
        return associations.stream().allMatch(change -> isDone(change, current));
    }

    private static boolean isDone(AssociationChange change, Attributes current) {
        Set<String> there = Set.copyOf(current.texts(Wanted.attribute(change.to())));
        return switch (change.kind()) {
            case EXACTLY -> there.equals(change.ids());
            case ADD -> there.containsAll(change.ids());
            case REMOVE -> change.ids().stream().noneMatch(there::contains);
        };
    }

    /** As one input of a batch. */
    ObjectNode input() {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        id.ifPresent(known -> input.put("id", known.value()));
        input.put("objectWriteTraceId", operationId());
        ObjectNode values = input.putObject("properties");
        properties.forEach(values::put);
        return input;
    }
}
