package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.settings.SettingSpec;
import dev.integrationsdk.spi.settings.SettingType;

/**
 * Describes LDAP and Active Directory and opens connectors for them. Immutable.
 *
 * <p>Credentials: {@code user} (the name to bind with) and {@code password}.
 */
public final class LdapConnectorProvider implements ConnectorProvider {
    /** What an adapter for this system is called. */
    public static final SystemCode SYSTEM = SystemCode.of("ldap");
    /** People. */
    public static final EntityType USER = EntityType.of("user");
    /** Groups with their members, which are distinguished names. */
    public static final EntityType GROUP = EntityType.of("group");

    /** {@code ldap://} or {@code ldaps://}, host, and port unless it is 389 or 636. */
    public static final String URL = "url";
    /** Whether an {@code ldap://} connection is encrypted before anything is sent. */
    public static final String START_TLS = "start-tls";
    /** Whether an on-premise connector may do without encryption. */
    public static final String ALLOW_PLAIN = "allow-plain";
    /** Below which entry users and groups are read. */
    public static final String BASE_DN = "base-dn";
    /** Which entries are users. */
    public static final String USER_FILTER = "user-filter";
    /** Which entries are groups. */
    public static final String GROUP_FILTER = "group-filter";
    /** The attribute that identifies an entry, or {@code auto}. */
    public static final String ID_ATTRIBUTE = "id-attribute";
    /** Most entries asked for at once. */
    public static final String PAGE_SIZE = "page-size";
    /** The certificates that are trusted. */
    public static final String CA_FILE = "ca-file";

    private static final String DEFAULT_USER_FILTER =
            "(|(objectClass=inetOrgPerson)(&(objectCategory=person)(objectClass=user)))";
    private static final String DEFAULT_GROUP_FILTER =
            "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup)(objectClass=group))";

    private static final ConnectorDescriptor DESCRIPTOR = ConnectorDescriptor.builder(SYSTEM, "LDAP, Active Directory")
            .setting(SettingSpec.required(
                    URL, SettingType.URL, "Address of the directory, ldap:// or ldaps://, without a path."))
            .setting(
                    SettingSpec.optional(START_TLS, SettingType.BOOLEAN, "Encrypt an ldap:// connection with StartTLS.")
                            .withDefault("true"))
            .setting(SettingSpec.optional(
                            ALLOW_PLAIN,
                            SettingType.BOOLEAN,
                            "Send the password without encryption where start-tls is false; on-premise only.")
                    .withDefault("false"))
            .setting(SettingSpec.required(
                    BASE_DN,
                    SettingType.TEXT,
                    "Entry below which users and groups are read, such as dc=example,dc=com."))
            .setting(SettingSpec.optional(USER_FILTER, SettingType.TEXT, "LDAP filter that users match.")
                    .withDefault(DEFAULT_USER_FILTER))
            .setting(SettingSpec.optional(GROUP_FILTER, SettingType.TEXT, "LDAP filter that groups match.")
                    .withDefault(DEFAULT_GROUP_FILTER))
            .setting(SettingSpec.optional(
                            ID_ATTRIBUTE,
                            SettingType.TEXT,
                            "Attribute that identifies an entry for ever; auto looks for objectGUID, nsUniqueId,"
                                    + " entryUUID, ipaUniqueID and GUID. Changing it later makes every record a new one.")
                    .withDefault("auto"))
            .setting(SettingSpec.optional(
                            PAGE_SIZE,
                            SettingType.INTEGER,
                            "Most entries asked for at once, 1 to 10000; at most what the directory allows the account.")
                    .withDefault("500"))
            .setting(SettingSpec.optional(
                    CA_FILE,
                    SettingType.TEXT,
                    "PEM file with the certificates to trust instead of those of the Java runtime."))
            .capability(PullSource.class)
            .entityType(USER)
            .entityType(GROUP)
            .build();

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new LdapConnector(LdapSettings.read(context), context);
    }
}
