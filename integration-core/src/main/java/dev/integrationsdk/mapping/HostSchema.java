package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.Field;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the host's own records look like, for field mappings to be checked against. Immutable. */
public final class HostSchema {
    private final Map<String, Field> fields;
    private final Set<String> required;

    private HostSchema(Map<String, Field> fields, Set<String> required) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        this.required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
    }

    /** A host's record without any field. */
    public static HostSchema empty() {
        return new HostSchema(Map.of(), Set.of());
    }

    /** @throws IllegalArgumentException if there is one of this name */
    public HostSchema with(Field field) {
        Map<String, Field> all = new LinkedHashMap<>(fields);
        if (all.put(field.name(), field) != null) {
            throw new IllegalArgumentException("the host's schema has the field " + field.name() + " twice");
        }
        return new HostSchema(all, required);
    }

    /**
     * A field that every record needs.
     *
     * @throws IllegalArgumentException if there is one of this name
     */
    public HostSchema withRequired(Field field) {
        Set<String> all = new LinkedHashSet<>(required);
        all.add(field.name());
        return new HostSchema(with(field).fields, all);
    }

    public Collection<Field> fields() {
        return fields.values();
    }

    public Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** By name. */
    public Set<String> required() {
        return required;
    }

    @Override
    public String toString() {
        return "HostSchema" + fields.values();
    }
}
