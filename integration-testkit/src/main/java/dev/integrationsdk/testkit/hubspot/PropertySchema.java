package dev.integrationsdk.testkit.hubspot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The properties of one object type of one portal. Confined to the lock of its store. */
final class PropertySchema {
    private final ObjectType type;
    private final Map<String, Column> columns = new TreeMap<>();

    PropertySchema(ObjectType type) {
        this.type = type;
        define("hs_object_id", "number");
        define("createdate", "datetime");
        define(type.modifiedProperty(), "datetime");
        define("hs_merged_object_ids", "string");
        new TreeMap<>(type.furtherProperties()).forEach(this::define);
        type.defaultProperties().forEach(name -> define(name, "string"));
        if (type.equals(ObjectType.CONTACTS)) {
            define("email", "string", List.of(), false, true);
        }
    }

    /** Returns the column of a property, which it adds with {@code valueType} if it is new. */
    Column define(String name, String valueType) {
        return columns.computeIfAbsent(
                name, added -> new Column(columns.size(), added, valueType, List.of(), false, false));
    }

    /** Adds a property, or changes what is known of it. */
    Column define(String name, String valueType, List<String> options, boolean several, boolean unique) {
        int index = define(name, valueType).index();
        Column column = new Column(index, name, valueType, options, several, unique);
        columns.put(name, column);
        return column;
    }

    @Nullable
    Column find(String name) {
        return columns.get(name);
    }

    int size() {
        return columns.size();
    }

    List<Column> all() {
        return List.copyOf(columns.values());
    }

    List<Column> unique() {
        return columns.values().stream().filter(Column::unique).toList();
    }

    /** The columns that an answer carries: unknown names are ignored, no names at all mean the default ones. */
    List<Column> select(Collection<String> names) {
        TreeSet<String> wanted = new TreeSet<>(names.isEmpty() ? type.defaultProperties() : names);
        wanted.addAll(List.of("hs_object_id", "createdate", type.modifiedProperty()));
        return known(wanted);
    }

    /** Those of the names that there are. */
    List<Column> known(Collection<String> names) {
        List<Column> selected = new ArrayList<>(names.size());
        for (String name : names) {
            Column column = columns.get(name);
            if (column != null) {
                selected.add(column);
            }
        }
        return selected;
    }
}
