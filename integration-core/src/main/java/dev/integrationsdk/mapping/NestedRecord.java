package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.record.Attributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes whose names are paths such as {@code address.city}, as maps within maps, and back. */
public final class NestedRecord {
    private static final int DEEPEST = 20;

    private NestedRecord() {}

    /**
     * @return of values, nulls and maps; to be changed by whoever has asked
     * @throws IllegalArgumentException if a path goes through an attribute that has a value of its own
     */
    public static Map<String, @Nullable Object> of(Attributes flat) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i++) {
            put(root, flat.nameAt(i), flat.valueAt(i));
        }
        return root;
    }

    private static void put(Map<String, @Nullable Object> root, String path, @Nullable Object value) {
        Map<String, @Nullable Object> map = root;
        int from = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
            map = within(map, path.substring(from, dot), path);
            from = dot + 1;
        }
        if (map.put(path.substring(from), value) instanceof Map) {
            throw through(path);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> within(Map<String, @Nullable Object> map, String name, String path) {
        if (!map.containsKey(name)) {
            map.put(name, new LinkedHashMap<String, @Nullable Object>());
        }
        if (map.get(name) instanceof Map<?, ?> inner) {
            return (Map<String, @Nullable Object>) inner;
        }
        throw through(path);
    }

    private static IllegalArgumentException through(String path) {
        return new IllegalArgumentException("path " + path + " goes through a field that has a value of its own");
    }

    /**
     * The way back.
     *
     * @throws IllegalArgumentException if it is more than 20 deep, a name has a dot, or a value is none that an attribute can
     *     hold
     */
    public static Attributes flat(Map<String, ? extends @Nullable Object> nested) {
        Attributes.Builder flat = Attributes.builder();
        add(flat, "", nested, 1);
        return flat.build();
    }

    private static void add(Attributes.Builder flat, String prefix, Map<?, ?> nested, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("the record is more than " + DEEPEST + " deep");
        }
        nested.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.contains(".")) {
                throw new IllegalArgumentException("the name " + name + " has a dot");
            }
            if (value instanceof Map<?, ?> inner) {
                add(flat, prefix + name + ".", inner, depth + 1);
            } else {
                flat.put(prefix + name, value);
            }
        });
    }
}
