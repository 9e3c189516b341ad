package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.EntityTypeSpec.DeletionEvidence;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.push.PushItem.Intent;
import dev.integrationsdk.spi.schema.Field;
import dev.integrationsdk.spi.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static dev.integrationsdk.adapters.ldap.LdapConnectorProvider.COMPUTER;
import static dev.integrationsdk.adapters.ldap.LdapConnectorProvider.CONTACT;
import static dev.integrationsdk.adapters.ldap.LdapConnectorProvider.GROUP;
import static dev.integrationsdk.adapters.ldap.LdapConnectorProvider.MEMBERSHIP;
import static dev.integrationsdk.adapters.ldap.LdapConnectorProvider.ORGANIZATIONAL_UNIT;
import static dev.integrationsdk.adapters.ldap.LdapConnectorProvider.USER;

/** The kinds of records of a directory: what is read of each, and which attributes most directories have. */
final class DirectoryTypes {
    /** Of all directories: an account of Active Directory is a user although a machine's has the same class. */
    private static final Map<EntityType, String> FILTERS = Map.of(
            ORGANIZATIONAL_UNIT, "(objectClass=organizationalUnit)",
            USER, "(|(objectClass=inetOrgPerson)(&(objectCategory=person)(objectClass=user)))",
            CONTACT, "(objectClass=contact)",
            COMPUTER, "(|(objectClass=computer)(objectClass=device))",
            GROUP,
                    "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup)"
                            + "(objectClass=group))");

    private static final Map<EntityType, List<Field>> FIELDS = fields();
    /** Read and mapped only by those who ask for them: they need every group of the directory. */
    private static final Set<String> NOT_BY_DEFAULT =
            Set.of("directGroups", "directGroupIds", "effectiveGroups", "effectiveGroupIds");

    private DirectoryTypes() {}

    /** In the order in which they are best read. */
    static List<EntityTypeSpec> specs() {
        List<EntityTypeSpec> specs = new ArrayList<>();
        FIELDS.forEach((type, fields) -> {
            EntityTypeSpec spec = EntityTypeSpec.of(type)
                    .withScans(ScanKind.FULL, ScanKind.INCREMENTAL)
                    .withDeletions(DeletionEvidence.TOMBSTONE, DeletionEvidence.ABSENCE)
                    .withFields(fields);
            specs.add(type.equals(MEMBERSHIP) ? spec : spec.withWrites(Intent.UPDATE));
        });
        return List.copyOf(specs);
    }

    static boolean isKnown(EntityType type) {
        return FIELDS.containsKey(type);
    }

    /** Those that have a filter of their own. */
    static Set<EntityType> ofEntries() {
        return FILTERS.keySet();
    }

    static String filter(EntityType type) {
        return FILTERS.getOrDefault(type, "");
    }

    /** What is delivered where the host's mapping names nothing. */
    static List<String> defaultFields(EntityType type) {
        return FIELDS.getOrDefault(type, List.of()).stream()
                .map(Field::name)
                .filter(name -> !NOT_BY_DEFAULT.contains(name))
                .toList();
    }

    static List<Field> fields(EntityType type) {
        return FIELDS.getOrDefault(type, List.of());
    }

    private static Map<EntityType, List<Field>> fields() {
        Map<EntityType, List<Field>> fields = new LinkedHashMap<>();
        fields.put(ORGANIZATIONAL_UNIT, List.of(dn(), text("ou", "name"), text("description", "description")));
        fields.put(USER, userFields());
        fields.put(
                CONTACT,
                List.of(
                        dn(),
                        text("cn", "name"),
                        text("displayName", "displayName"),
                        text("givenName", "firstName"),
                        text("mail", "email"),
                        text("sn", "lastName"),
                        text("telephoneNumber", "phone")));
        fields.put(
                COMPUTER,
                List.of(
                        dn(),
                        text("cn", "name"),
                        text("dNSHostName", "hostName"),
                        text("description", "description"),
                        text("operatingSystem", "operatingSystem"),
                        text("sAMAccountName", "accountName"),
                        computed(AccountState.STATE, FieldType.CHOICE, "accountState")
                                .withOptions(AccountState.options())));
        fields.put(
                GROUP,
                List.of(
                        dn(),
                        text("cn", "name"),
                        text("description", "description"),
                        text("displayName", "displayName"),
                        Field.of("gidNumber", FieldType.TEXT),
                        Field.of("groupType", FieldType.TEXT),
                        text("mail", "email"),
                        Field.of("member", FieldType.TEXT).withSeveralValues(),
                        Field.of("memberUid", FieldType.TEXT).withSeveralValues(),
                        text("sAMAccountName", "accountName"),
                        Field.of("uniqueMember", FieldType.TEXT).withSeveralValues()));
        fields.put(
                MEMBERSHIP,
                List.of(
                        dn(),
                        text("cn", "name"),
                        computedList(Memberships.DIRECT_MEMBER_IDS, FieldType.REFERENCE, "directMemberIds"),
                        computedList(Memberships.EFFECTIVE_USER_IDS, FieldType.REFERENCE, "effectiveUserIds"),
                        computedList(Memberships.UNKNOWN_MEMBERS, FieldType.TEXT, "unknownMembers")));
        return fields;
    }

    private static List<Field> userFields() {
        return List.of(
                dn(),
                text("cn", "name"),
                text("department", "department"),
                text("displayName", "displayName"),
                text("employeeNumber", "employeeNumber"),
                text("givenName", "firstName"),
                text("mail", "email"),
                text("manager", "manager"),
                text("mobile", "mobilePhone"),
                text("sAMAccountName", "accountName"),
                text("sn", "lastName"),
                text("telephoneNumber", "phone"),
                text("title", "jobTitle"),
                text("uid", "login"),
                Field.of("userAccountControl", FieldType.TEXT),
                text("userPrincipalName", "principalName"),
                computed(AccountState.STATE, FieldType.CHOICE, "accountState").withOptions(AccountState.options()),
                computed(AccountState.DISABLED, FieldType.BOOLEAN, "disabled"),
                computed(AccountState.EXPIRED, FieldType.BOOLEAN, "expired"),
                computed(AccountState.LOCKED, FieldType.BOOLEAN, "locked"),
                computed(AccountState.MUST_CHANGE, FieldType.BOOLEAN, "mustChangePassword"),
                computedList(Memberships.DIRECT_GROUPS, FieldType.TEXT, "directGroups"),
                computedList(Memberships.DIRECT_GROUP_IDS, FieldType.REFERENCE, "directGroupIds"),
                computedList(Memberships.EFFECTIVE_GROUPS, FieldType.TEXT, "roles"),
                computedList(Memberships.EFFECTIVE_GROUP_IDS, FieldType.REFERENCE, "effectiveGroupIds"));
    }

    private static Field dn() {
        return Field.of(FieldSelection.DN, FieldType.TEXT)
                .withReadOnly()
                .withLabel("distinguished name")
                .withUsualName("distinguishedName");
    }

    private static Field text(String name, String usualName) {
        return Field.of(name, FieldType.TEXT).withUsualName(usualName);
    }

    private static Field computed(String name, FieldType type, String usualName) {
        return Field.of(name, type).withReadOnly().withUsualName(usualName);
    }

    private static Field computedList(String name, FieldType type, String usualName) {
        return computed(name, type, usualName).withSeveralValues();
    }
}
