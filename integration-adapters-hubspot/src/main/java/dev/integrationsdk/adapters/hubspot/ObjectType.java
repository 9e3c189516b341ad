package dev.integrationsdk.adapters.hubspot;

import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.EntityTypeSpec.DeletionEvidence;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.push.PushItem.Intent;
import dev.integrationsdk.spi.schema.Field;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kind of CRM record and what HubSpot calls it. Immutable.
 *
 * @param path in addresses: a word for HubSpot's own types, the type id or the fully qualified name for an account's
 * @param typeId HubSpot's number of the type; empty where only its name is known
 * @param modified the property that holds the date of the last change; contacts have their own
 * @param scopes what to put before {@code .read} and {@code .write}
 * @param usualFields that every account has
 */
record ObjectType(
        EntityType entityType, String path, String typeId, String modified, String scopes, List<Field> usualFields) {
    static final String ID = "hs_object_id";
    static final String MERGED_IDS = "hs_merged_object_ids";
    static final String EMAIL = "email";

    private static final String MODIFIED = "hs_lastmodifieddate";
    private static final String CUSTOM_SCOPES = "crm.objects.custom";

    static final ObjectType COMPANY = of("company", "companies", "0-2", MODIFIED, UsualFields.company());
    static final ObjectType CONTACT = of("contact", "contacts", "0-1", "lastmodifieddate", UsualFields.contact());
    static final ObjectType PRODUCT = of("product", "products", "0-7", MODIFIED, UsualFields.product());
    static final ObjectType DEAL = of("deal", "deals", "0-3", MODIFIED, UsualFields.deal());
    static final ObjectType TICKET = of("ticket", "tickets", "0-5", MODIFIED, UsualFields.ticket());
    static final ObjectType LINE_ITEM = of("line_item", "line_items", "0-8", MODIFIED, UsualFields.lineItem());

    /** In the order in which they are best read. */
    static final List<ObjectType> OF_EVERY_ACCOUNT = List.of(COMPANY, CONTACT, PRODUCT, DEAL, TICKET, LINE_ITEM);

    /** An account's own types have no short name: that could be the name of one of HubSpot's. */
    private static final Pattern CUSTOM = Pattern.compile("2-\\d{1,18}|p\\d{1,18}_[A-Za-z0-9_]{1,40}");

    private static ObjectType of(String word, String path, String typeId, String modified, List<Field> fields) {
        return new ObjectType(new EntityType(word), path, typeId, modified, "crm.objects." + path, fields);
    }

    /** @throws IntegrationException UNSUPPORTED */
    static ObjectType of(EntityType entityType) {
        return find(entityType)
                .orElseThrow(() -> new IntegrationException(
                        ErrorCode.UNSUPPORTED, "HubSpot's adapter has no records of the entity type " + entityType));
    }

    static Optional<ObjectType> find(EntityType entityType) {
        return OF_EVERY_ACCOUNT.stream()
                .filter(type -> type.entityType.equals(entityType))
                .findFirst()
                .or(() -> custom(entityType));
    }

    /** By HubSpot's number of the type. */
    static Optional<ObjectType> ofTypeId(String typeId) {
        return OF_EVERY_ACCOUNT.stream()
                .filter(type -> type.typeId.equals(typeId))
                .findFirst()
                .or(() -> CUSTOM.matcher(typeId).matches() ? custom(new EntityType(typeId)) : Optional.empty());
    }

    private static Optional<ObjectType> custom(EntityType entityType) {
        String name = entityType.value();
        return CUSTOM.matcher(name).matches()
                ? Optional.of(new ObjectType(
                        entityType, name, name.startsWith("2-") ? name : "", MODIFIED, CUSTOM_SCOPES, List.of()))
                : Optional.empty();
    }

    boolean isCustom() {
        return scopes.equals(CUSTOM_SCOPES);
    }

    EntityTypeSpec declaration() {
        Stream<Field> associations = OF_EVERY_ACCOUNT.stream().map(UsualFields::associations);
        return EntityTypeSpec.of(entityType)
                .withScans(ScanKind.FULL, ScanKind.INCREMENTAL, ScanKind.BACKFILL)
                .withWrites(Intent.CREATE, Intent.UPDATE, Intent.UPSERT, Intent.DELETE)
                .withDeletions(DeletionEvidence.TOMBSTONE, DeletionEvidence.ABSENCE)
                .withFields(Stream.of(usualFields.stream(), UsualFields.always(modified), associations)
                        .flatMap(fields -> fields)
                        .toList());
    }
}
