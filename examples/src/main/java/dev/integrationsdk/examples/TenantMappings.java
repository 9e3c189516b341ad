package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.mapping.ChoiceTable;
import dev.integrationsdk.mapping.Converter;
import dev.integrationsdk.mapping.FieldMapping;
import dev.integrationsdk.mapping.FieldMappingVersion;
import dev.integrationsdk.mapping.FieldMappings;
import dev.integrationsdk.mapping.FieldRule;
import dev.integrationsdk.mapping.HostSchema;
import dev.integrationsdk.mapping.MappingDirection;
import dev.integrationsdk.mapping.PreviewedRecord;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import java.util.List;
import java.util.Map;

/** The host maps contacts for all tenants; one of them keeps its own fields elsewhere, and says so. */
final class TenantMappings {
    private TenantMappings() {}

    // tag::mapping[]
    static FieldMapping contacts() {
        return FieldMapping.builder()
                .requiredField("email", "mail")
                .rule(FieldRule.of("lastname", "surname").with(Converter.trim()))
                .rule(FieldRule.of("birthday", "born_on").with(Converter.date("dd.MM.yyyy")))
                .rule(FieldRule.of("role", "role")
                        .with(ChoiceTable.empty()
                                .with("admin", "ADMINISTRATOR")
                                .with("member", "MEMBER")
                                .takingUnknownAs("GUEST"))
                        .going(MappingDirection.PULL))
                .build();
    }
    // end::mapping[]

    // tag::schema[]
    static HostSchema contactRows() {
        return HostSchema.empty()
                .withRequired(Field.of("mail", FieldType.TEXT))
                .with(Field.of("surname", FieldType.TEXT))
                .with(Field.of("born_on", FieldType.DATE))
                .with(Field.of("role", FieldType.TEXT));
    }
    // end::schema[]

    // tag::save[]
    /** Shows an administrator what would become of ten contacts, and saves if each of them can be mapped. */
    static boolean saveIfAllCanBeMapped(
            Integrations integrations, Actor administrator, EntityScope contacts, Map<String, String> overrides) {
        FieldMappings mappings = integrations.fieldMappings();
        List<PreviewedRecord> preview = mappings.preview(administrator, contacts, overrides, 10);
        preview.forEach(record ->
                System.out.println(record.id() + " " + record.problem().orElse("can be mapped")));
        if (preview.stream().anyMatch(record -> record.problem().isPresent())) {
            return false;
        }
        long seen = mappings.history(administrator, contacts, Long.MAX_VALUE, 1).stream()
                .mapToLong(FieldMappingVersion::revision)
                .findFirst()
                .orElse(0);
        mappings.save(administrator, contacts, overrides, seen);
        return true;
    }
    // end::save[]

    // tag::back[]
    static FieldMappingVersion goBack(
            Integrations integrations, Actor administrator, EntityScope contacts, long revision) {
        return integrations.fieldMappings().restore(administrator, contacts, revision);
    }
    // end::back[]
}
