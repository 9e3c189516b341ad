package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.schema.EntitySchema;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.SchemaDiscovery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes what one account has. Immutable. */
final class SchemaReader implements SchemaDiscovery {
    private final AccountSchema schema;

    SchemaReader(AccountSchema schema) {
        this.schema = schema;
    }

    @Override
    public List<EntitySchema> describe(CallContext call) {
        List<EntitySchema> schemas = new ArrayList<>();
        for (ReferenceType type : ReferenceType.values()) {
            schemas.add(new EntitySchema(type.entityType(), type.fields(), Optional.empty()));
        }
        List<ObjectType> types = new ArrayList<>(ObjectType.OF_EVERY_ACCOUNT);
        types.addAll(schema.customTypes(call));
        for (ObjectType type : types) {
            schemas.add(describe(type, types, call));
        }
        return schemas;
    }

    private EntitySchema describe(ObjectType type, List<ObjectType> types, CallContext call) {
        try {
            List<Field> fields = new ArrayList<>();
            Map<String, String> usualNames = new HashMap<>();
            type.declaration()
                    .fields()
                    .forEach(field -> field.usualName().ifPresent(usual -> usualNames.put(field.name(), usual)));
            schema.properties(type, call).values().stream()
                    .sorted(Comparator.comparing(Property::name))
                    .map(Property::field)
                    .map(field -> named(field, usualNames))
                    .forEach(fields::add);
            types.stream().map(UsualFields::associations).forEach(fields::add);
            return new EntitySchema(type.entityType(), fields, Optional.empty());
        } catch (IntegrationException refused) {
            if (refused.code() != ErrorCode.PERMISSION_DENIED && refused.code() != ErrorCode.NOT_FOUND) {
                throw refused;
            }
            return new EntitySchema(type.entityType(), List.of(), Optional.of(refused.explanation()));
        }
    }

    private static Field named(Field field, Map<String, String> usualNames) {
        String usual = usualNames.get(field.name());
        return usual == null ? field : field.withUsualName(usual);
    }
}
