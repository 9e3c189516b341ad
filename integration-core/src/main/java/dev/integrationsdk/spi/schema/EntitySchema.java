package dev.integrationsdk.spi.schema;

import dev.integrationsdk.spi.identity.EntityType;
import java.util.List;
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
        fields = List.copyOf(fields);
    }

    /**
     * One attribute. Immutable.
     *
     * @param name as in {@link dev.integrationsdk.spi.record.Attributes}
     * @param label for a person
     * @param type in the system's words
     * @param readOnly whether the remote refuses to have it written
     * @param options the values it can take; empty where any is possible
     */
    public record Field(String name, String label, String type, boolean readOnly, List<String> options) {
        public Field {
            options = List.copyOf(options);
        }
    }
}
