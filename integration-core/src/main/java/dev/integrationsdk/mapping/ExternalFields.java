package dev.integrationsdk.mapping;

import dev.integrationsdk.spi.schema.Field;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the remote's fields. Immutable.
 *
 * @param fields those that are known
 * @param complete whether there are no others
 */
public record ExternalFields(List<Field> fields, boolean complete) {
    public ExternalFields {
        fields = List.copyOf(fields);
    }

    /** Nothing is known. */
    public static ExternalFields unknown() {
        return new ExternalFields(List.of(), false);
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** One whose name differs by case alone. */
    Optional<String> similar(String name) {
        return fields.stream().map(Field::name).filter(name::equalsIgnoreCase).findFirst();
    }
}
