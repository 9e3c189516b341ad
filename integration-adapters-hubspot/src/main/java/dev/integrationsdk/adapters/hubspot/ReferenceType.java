package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.EntityTypeSpec.DeletionEvidence;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What records of the CRM refer to: few, all read at once, without a date to ask for changes by. */
enum ReferenceType {
    OWNER("owner"),
    DEAL_PIPELINE("deal_pipeline"),
    DEAL_STAGE("deal_stage"),
    TICKET_PIPELINE("ticket_pipeline"),
    TICKET_STAGE("ticket_stage");

    private final String word;

    ReferenceType(String word) {
        this.word = word;
    }

    static Optional<ReferenceType> find(EntityType entityType) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(entityType.value()))
                .findFirst();
    }

    EntityType entityType() {
        return new EntityType(word);
    }

    /** Whose pipelines it is about; empty for owners. */
    Optional<ObjectType> pipelinesOf() {
        return switch (this) {
            case OWNER -> Optional.empty();
            case DEAL_PIPELINE, DEAL_STAGE -> Optional.of(ObjectType.DEAL);
            case TICKET_PIPELINE, TICKET_STAGE -> Optional.of(ObjectType.TICKET);
        };
    }

    boolean isStage() {
        return this == DEAL_STAGE || this == TICKET_STAGE;
    }

    EntityTypeSpec declaration() {
        return EntityTypeSpec.of(entityType())
                .withScans(ScanKind.FULL)
                .withDeletions(DeletionEvidence.ABSENCE)
                .withFields(fields());
    }

    List<Field> fields() {
        return switch (this) {
            case OWNER ->
                readOnly(
                        field("email", FieldType.TEXT, "email"),
                        field("firstName", FieldType.TEXT, "givenName"),
                        field("lastName", FieldType.TEXT, "surname"),
                        Field.of("type", FieldType.CHOICE),
                        Field.of("userId", FieldType.TEXT),
                        field("createdAt", FieldType.INSTANT, "createdAt"),
                        field("updatedAt", FieldType.INSTANT, "modifiedAt"));
            case DEAL_PIPELINE, TICKET_PIPELINE ->
                readOnly(
                        field("label", FieldType.TEXT, "name"),
                        Field.of("displayOrder", FieldType.INTEGER),
                        field("createdAt", FieldType.INSTANT, "createdAt"),
                        field("updatedAt", FieldType.INSTANT, "modifiedAt"));
            case DEAL_STAGE, TICKET_STAGE ->
                readOnly(
                        field("label", FieldType.TEXT, "name"),
                        Field.of("displayOrder", FieldType.INTEGER),
                        field("pipelineId", FieldType.REFERENCE, "pipeline"),
                        Field.of("stageId", FieldType.TEXT),
                        Field.of("isClosed", FieldType.BOOLEAN),
                        Field.of("probability", FieldType.DECIMAL),
                        Field.of("ticketState", FieldType.CHOICE),
                        field("createdAt", FieldType.INSTANT, "createdAt"),
                        field("updatedAt", FieldType.INSTANT, "modifiedAt"));
        };
    }

    private static Field field(String name, FieldType type, String usualName) {
        return Field.of(name, type).withUsualName(usualName);
    }

    private static List<Field> readOnly(Field... fields) {
        return Stream.of(fields).map(Field::withReadOnly).toList();
    }
}
