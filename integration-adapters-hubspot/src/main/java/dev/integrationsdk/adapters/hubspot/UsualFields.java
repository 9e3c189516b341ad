package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import java.util.List;
import java.util.stream.Stream;

/** The properties that every account has, as far as most hosts want them; {@code SchemaDiscovery} finds the others. */
final class UsualFields {
    private UsualFields() {}

    static List<Field> company() {
        return List.of(
                text("name", "name"),
                text("domain", "domain"),
                text("phone", "phone"),
                text("address", "street"),
                text("city", "city"),
                text("state", "state"),
                text("zip", "postalCode"),
                text("country", "country"),
                field("industry", FieldType.CHOICE, "industry"),
                field("lifecyclestage", FieldType.CHOICE, "lifecycleStage"),
                owner(),
                created());
    }

    static List<Field> contact() {
        return List.of(
                text("email", "email"),
                text("firstname", "givenName"),
                text("lastname", "surname"),
                text("phone", "phone"),
                text("mobilephone", "mobile"),
                text("company", "companyName"),
                text("jobtitle", "title"),
                text("address", "street"),
                text("city", "city"),
                text("state", "state"),
                text("zip", "postalCode"),
                text("country", "country"),
                field("lifecyclestage", FieldType.CHOICE, "lifecycleStage"),
                owner(),
                created());
    }

    static List<Field> deal() {
        return List.of(
                text("dealname", "name"),
                field("amount", FieldType.DECIMAL, "amount"),
                field("deal_currency_code", FieldType.CHOICE, "currency"),
                field("pipeline", FieldType.REFERENCE, "pipeline"),
                field("dealstage", FieldType.CHOICE, "stage"),
                field("dealtype", FieldType.CHOICE, "type"),
                field("closedate", FieldType.INSTANT, "closeDate"),
                owner(),
                created());
    }

    static List<Field> ticket() {
        return List.of(
                text("subject", "subject"),
                text("content", "description"),
                field("hs_pipeline", FieldType.REFERENCE, "pipeline"),
                field("hs_pipeline_stage", FieldType.CHOICE, "stage"),
                field("hs_ticket_priority", FieldType.CHOICE, "priority"),
                owner(),
                created());
    }

    static List<Field> product() {
        return List.of(
                text("name", "name"),
                text("description", "description"),
                field("price", FieldType.DECIMAL, "price"),
                text("hs_sku", "sku"),
                created());
    }

    static List<Field> lineItem() {
        return List.of(
                text("name", "name"),
                field("quantity", FieldType.DECIMAL, "quantity"),
                field("price", FieldType.DECIMAL, "price"),
                field("amount", FieldType.DECIMAL, "amount").withReadOnly(),
                text("hs_sku", "sku"),
                field("hs_product_id", FieldType.REFERENCE, "product"),
                created());
    }

    /** What the adapter asks for whatever the host wants. */
    static Stream<Field> always(String modified) {
        return Stream.of(
                Field.of(ObjectType.ID, FieldType.TEXT).withReadOnly(),
                Field.of(ObjectType.MERGED_IDS, FieldType.TEXT).withReadOnly(),
                Field.of(modified, FieldType.INSTANT).withReadOnly().withUsualName("modifiedAt"));
    }

    static Field associations(ObjectType to) {
        return Field.of(Wanted.ASSOCIATIONS + to.entityType(), FieldType.REFERENCE)
                .withLabel("Associated records of type " + to.entityType())
                .withSeveralValues();
    }

    private static Field owner() {
        return field("hubspot_owner_id", FieldType.REFERENCE, "owner");
    }

    private static Field created() {
        return field("createdate", FieldType.INSTANT, "createdAt").withReadOnly();
    }

    private static Field text(String name, String usualName) {
        return field(name, FieldType.TEXT, usualName);
    }

    private static Field field(String name, FieldType type, String usualName) {
        return Field.of(name, type).withUsualName(usualName);
    }
}
