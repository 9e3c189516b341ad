package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.EntityTypeSpec;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.probe.Probe;
import dev.integrationsdk.spi.pull.PullSource;
import dev.integrationsdk.spi.pull.RecordSource;
import dev.integrationsdk.spi.push.PushTarget;
import dev.integrationsdk.spi.query.QueryHandler;
import dev.integrationsdk.spi.schema.SchemaDiscovery;
import dev.integrationsdk.spi.settings.SettingSpec;
import dev.integrationsdk.spi.settings.SettingType;
import java.util.Arrays;
import java.util.stream.Stream;

/** The adapter's variants: the same code and the same settings, with other defaults. */
final class LdapDescriptors {
    private static final String AUTO = ServerKind.AUTO;

    private LdapDescriptors() {}

    /** @param serverType what it is taken for unless a connector says otherwise */
    static ConnectorDescriptor of(String variant, String title, String serverType) {
        ConnectorDescriptor.Builder builder = ConnectorDescriptor.builder(LdapConnectorProvider.SYSTEM, title)
                .variant(variant)
                .setting(SettingSpec.required(
                        LdapConnectorProvider.URL,
                        SettingType.URL,
                        "Address of the directory, ldap:// or ldaps://, without a path."))
                .setting(SettingSpec.optional(
                        LdapConnectorProvider.FURTHER_URLS,
                        SettingType.TEXT,
                        "Addresses of further servers of the same directory, separated by commas, to go on to in this order"
                                + " where the one before cannot be reached."))
                .setting(SettingSpec.optional(
                                LdapConnectorProvider.START_TLS,
                                SettingType.BOOLEAN,
                                "Encrypt an ldap:// connection with StartTLS.")
                        .withDefault("true"))
                .setting(SettingSpec.optional(
                                LdapConnectorProvider.ALLOW_PLAIN,
                                SettingType.BOOLEAN,
                                "Send the password without encryption where start-tls is false; on-premise only.")
                        .withDefault("false"))
                .setting(SettingSpec.required(
                        LdapConnectorProvider.BASE_DN,
                        SettingType.TEXT,
                        "Entry below which everything is read, such as dc=example,dc=com."))
                .setting(SettingSpec.optional(
                                LdapConnectorProvider.SERVER_TYPE,
                                SettingType.TEXT,
                                "Which product answers; auto asks the directory itself.")
                        .withChoices(serverTypes())
                        .withDefault(serverType));
        DirectoryTypes.ofEntries().stream().sorted().forEach(type -> builder.setting(filter(type)));
        builder.setting(SettingSpec.optional(
                                LdapConnectorProvider.ID_ATTRIBUTE,
                                SettingType.TEXT,
                                "Attribute that identifies an entry for ever; auto looks for objectGUID, nsUniqueId,"
                                        + " entryUUID, ipaUniqueID and GUID. Changing it later makes every record a new"
                                        + " one.")
                        .withDefault(AUTO))
                .setting(SettingSpec.optional(
                                LdapConnectorProvider.FEED,
                                SettingType.TEXT,
                                "In which way changes are learned; auto takes the best that the directory offers to the"
                                        + " account.")
                        .withChoices(feeds())
                        .withDefault(AUTO))
                .setting(SettingSpec.optional(
                                LdapConnectorProvider.OVERLAP,
                                SettingType.DURATION,
                                "How far a reading by times of change reaches back: longer than replication takes.")
                        .withDefault("PT10M"))
                .setting(SettingSpec.optional(
                                LdapConnectorProvider.LOGIN_ATTRIBUTES,
                                SettingType.TEXT,
                                "Attributes, separated by commas, that people may type as their name when they log in.")
                        .withDefault("uid,sAMAccountName,userPrincipalName"))
                .setting(SettingSpec.optional(
                        LdapConnectorProvider.WRITABLE_ATTRIBUTES,
                        SettingType.TEXT,
                        "Attributes, separated by commas, that may be written; without it nothing is."))
                .setting(SettingSpec.optional(
                                LdapConnectorProvider.PAGE_SIZE,
                                SettingType.INTEGER,
                                "Most entries asked for at once, 1 to 10000; at most what the directory allows the"
                                        + " account.")
                        .withDefault("500"))
                .setting(SettingSpec.optional(
                        LdapConnectorProvider.CA_FILE,
                        SettingType.TEXT,
                        "PEM file with the certificates to trust instead of those of the Java runtime."))
                .capability(PullSource.class)
                .capability(RecordSource.class)
                .capability(PushTarget.class)
                .capability(Probe.class)
                .capability(SchemaDiscovery.class)
                .capability(QueryHandler.class);
        for (EntityTypeSpec spec : DirectoryTypes.specs()) {
            builder.entityType(spec);
        }
        return builder.build();
    }

    private static SettingSpec filter(EntityType type) {
        return SettingSpec.optional(
                        DirectoryFilters.setting(type),
                        SettingType.TEXT,
                        "LDAP filter that entries of type " + type + " match.")
                .withDefault(DirectoryTypes.filter(type));
    }

    private static String[] feeds() {
        return Stream.concat(Stream.of(AUTO), Arrays.stream(FeedKind.values()).map(FeedKind::setting))
                .toArray(String[]::new);
    }

    private static String[] serverTypes() {
        return Stream.concat(Stream.of(AUTO), Arrays.stream(ServerKind.values()).map(ServerKind::setting))
                .toArray(String[]::new);
    }
}
