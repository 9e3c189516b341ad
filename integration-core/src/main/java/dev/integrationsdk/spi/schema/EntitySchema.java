package dev.integrationsdk.spi.schema;

import dev.integrationsdk.spi.identity.EntityType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The attributes of one entity type in one account. Immutable.
 *
 * @param entityType the type
 * @param fields its attributes
 * @param unavailable why this account cannot use the type; empty if it can
 */
public record EntitySchema(EntityType entityType, List<Field> fields, Optional<String> unavailable) {
    public EntitySchema {
        Objects.requireNonNull(entityType, "entityType");
        fields = List.copyOf(fields);
        Objects.requireNonNull(unavailable, "unavailable");
    }

    /** The attribute of this name, as in {@link dev.integrationsdk.spi.record.Attributes}. */
    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
