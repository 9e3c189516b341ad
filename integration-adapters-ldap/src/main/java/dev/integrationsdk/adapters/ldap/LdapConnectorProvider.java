package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.spi.ConnectorContext;
import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;

/**
 * Describes LDAP and Active Directory and opens connectors for them: the variant {@code default}, which asks the directory
 * what it is. Immutable.
 *
 * <p>Credentials: {@code user} (the name to bind with) and {@code password}.
 */
public final class LdapConnectorProvider implements ConnectorProvider {
    /** What an adapter for this system is called. */
    public static final SystemCode SYSTEM = SystemCode.of("ldap");
    /** People with an account. */
    public static final EntityType USER = EntityType.of("user");
    /** Groups with their members, which are distinguished names. */
    public static final EntityType GROUP = EntityType.of("group");
    /** What people and groups are arranged in. */
    public static final EntityType ORGANIZATIONAL_UNIT = EntityType.of("organizational-unit");
    /** People without an account, as Active Directory keeps them. */
    public static final EntityType CONTACT = EntityType.of("contact");
    /** Machines, which have accounts in Active Directory. */
    public static final EntityType COMPUTER = EntityType.of("computer");
    /** One record for each group, with its id: the external ids of its direct members, and of all people in it. */
    public static final EntityType MEMBERSHIP = EntityType.of("membership");

    /** {@code ldap://} or {@code ldaps://}, host, and port unless it is 389 or 636. */
    public static final String URL = "url";
    /** Servers to go on to, in order, where the one before cannot be reached. */
    public static final String FURTHER_URLS = "further-urls";
    /** Whether an {@code ldap://} connection is encrypted before anything is sent. */
    public static final String START_TLS = "start-tls";
    /** Whether an on-premise connector may do without encryption. */
    public static final String ALLOW_PLAIN = "allow-plain";
    /** Below which entry everything is read. */
    public static final String BASE_DN = "base-dn";
    /** Which product answers, or {@code auto}. */
    public static final String SERVER_TYPE = "server-type";
    /** Which entries are users; {@code group-filter} and so on for the other types. */
    public static final String USER_FILTER = "user-filter";
    /** Which entries are groups. */
    public static final String GROUP_FILTER = "group-filter";
    /** The attribute that identifies an entry, or {@code auto}. */
    public static final String ID_ATTRIBUTE = "id-attribute";
    /** In which way changes are learned, or {@code auto}. */
    public static final String FEED = "feed";
    /** How far a reading by times of change reaches back. */
    public static final String OVERLAP = "overlap";
    /** What people may type as their name when they log in. */
    public static final String LOGIN_ATTRIBUTES = "login-attributes";
    /** The only attributes that are ever written. */
    public static final String WRITABLE_ATTRIBUTES = "writable-attributes";
    /** Most entries asked for at once. */
    public static final String PAGE_SIZE = "page-size";
    /** The certificates that are trusted. */
    public static final String CA_FILE = "ca-file";

    private static final ConnectorDescriptor DESCRIPTOR =
            LdapDescriptors.of("default", "LDAP, Active Directory", ServerKind.AUTO);

    @Override
    public ConnectorDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new LdapConnector(LdapSettings.read(context), context);
    }
}
