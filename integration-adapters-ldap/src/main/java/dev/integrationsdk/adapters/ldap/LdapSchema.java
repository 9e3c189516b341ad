package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import dev.integrationsdk.spi.call.CallContext;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.schema.EntitySchema;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import dev.integrationsdk.spi.schema.SchemaDiscovery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What entries of each type may hold: what the adapter knows, and what the directory's schema allows the classes that the
 * type's filter names. Thread-safe.
 */
final class LdapSchema implements SchemaDiscovery {
    private final PagedScan.Source source;

    LdapSchema(PagedScan.Source source) {
        this.source = source;
    }

    @Override
    public List<EntitySchema> describe(CallContext call) {
        Deadline deadline = Deadline.of(call, source.clock());
        try (DirectorySession session = source.dialer().open(deadline)) {
            @Nullable Schema schema = session.schema(deadline);
            return DirectoryTypes.specs().stream()
                    .map(spec -> new EntitySchema(
                            spec.type(),
                            schema == null ? spec.fields() : fields(spec.type(), schema),
                            Optional.empty()))
                    .toList();
        }
    }

    private List<Field> fields(EntityType type, Schema schema) {
        Map<String, Field> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        DirectoryTypes.fields(type).forEach(field -> fields.put(field.name(), field));
        if (!type.equals(LdapConnectorProvider.MEMBERSHIP)) {
            for (String name : source.settings().search().filters().classes(type)) {
                @Nullable ObjectClassDefinition definition = schema.getObjectClass(name);
                if (definition != null) {
                    allowed(definition, schema).forEach(attribute -> add(attribute, fields));
                }
            }
        }
        return new ArrayList<>(fields.values());
    }

    private static Set<AttributeTypeDefinition> allowed(ObjectClassDefinition definition, Schema schema) {
        Set<AttributeTypeDefinition> allowed = new HashSet<>(definition.getRequiredAttributes(schema, true));
        allowed.addAll(definition.getOptionalAttributes(schema, true));
        return allowed;
    }

    private static void add(AttributeTypeDefinition attribute, Map<String, Field> fields) {
        String name = attribute.getNameOrOID();
        if (FieldSelection.isSecret(name)) {
            return;
        }
        boolean binary = AttributeValues.isBinary(name.toLowerCase(Locale.ROOT));
        Field field = fields.getOrDefault(name, Field.of(name, binary ? FieldType.BINARY : FieldType.TEXT));
        if (!attribute.isSingleValued()) {
            field = field.withSeveralValues();
        }
        if (attribute.isNoUserModification()) {
            field = field.withReadOnly();
        }
        fields.put(field.name(), field);
    }
}
