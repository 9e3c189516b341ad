package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import dev.integrationsdk.spi.credential.CredentialSet;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Directories of real products, which tests find by environment variables: {@code LDAP_TEST_OPENLDAP_URL},
 * {@code LDAP_TEST_AD_URL} and so on, all {@code ldaps://}, and {@code LDAP_TEST_CA_FILE} with the certificates to trust. A
 * test without its server is skipped and says why.
 */
enum RealServer {
    OPENLDAP("dc=example,dc=org", "cn=admin,dc=example,dc=org", "adminpw"),
    OPENLDAP_REPLICA("dc=example,dc=org", "cn=admin,dc=example,dc=org", "adminpw"),
    DS389("dc=example,dc=org", "cn=Directory Manager", "dmpassword"),
    AD("OU=Lab,DC=ad,DC=example,DC=org", "administrator@ad.example.org", "Adm1n.pw-2026"),
    /** Another domain controller, restored from a backup of the first. */
    AD2("OU=Lab,DC=ad,DC=example,DC=org", "administrator@ad.example.org", "Adm1n.pw-2026"),
    /** Before the first: with the limits of Windows. */
    AD_PROXY("OU=Lab,DC=ad,DC=example,DC=org", "administrator@ad.example.org", "Adm1n.pw-2026");

    private final String base;
    private final String admin;
    private final String adminPassword;

    RealServer(String base, String admin, String adminPassword) {
        this.base = base;
        this.admin = admin;
        this.adminPassword = adminPassword;
    }

    String base() {
        return base;
    }

    boolean isActiveDirectory() {
        return name().startsWith("AD");
    }

    /** Signed in as the administrator, over TLS. */
    TestContext context() {
        TestContext context = TestContext.empty()
                .with(LdapConnectorProvider.URL, url())
                .with(LdapConnectorProvider.BASE_DN, base)
                .with(CredentialSet.userAndPassword(admin, adminPassword));
        return context.with(LdapConnectorProvider.CA_FILE, variable("LDAP_TEST_CA_FILE"));
    }

    /** For an account of the lab; the names differ between the products. */
    TestContext contextOf(String account, String password) {
        String user =
                isActiveDirectory() ? account + "@ad.example.org" : "uid=" + account + ",ou=services,dc=example,dc=org";
        return context().with(CredentialSet.userAndPassword(user, password));
    }

    String url() {
        return variable("LDAP_TEST_" + name() + "_URL");
    }

    /** A place of its own for one test, which is removed with all in it. */
    Place place() throws LDAPException {
        return new Place(this);
    }

    private String variable(String name) {
        @Nullable String value = System.getenv(name);
        if (value == null) {
            return Assumptions.abort(name + " is not set: there is no " + this + " to test with");
        }
        return value;
    }

    private LDAPConnection connect() throws LDAPException {
        URI url = URI.create(url());
        try {
            LDAPConnection connection = new LDAPConnection(
                    new SSLUtil(new TrustAllTrustManager()).createSSLSocketFactory(), url.getHost(), url.getPort());
            connection.bind(new SimpleBindRequest(admin, adminPassword));
            return connection;
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException(noTls);
        }
    }

    /** An organisational unit and the way to fill it. */
    static final class Place implements AutoCloseable {
        private final RealServer server;
        private final LDAPConnection connection;
        private final String dn;

        private Place(RealServer server) throws LDAPException {
            this.server = server;
            this.connection = server.connect();
            this.dn = "ou=t-" + UUID.randomUUID().toString().substring(0, 8) + "," + server.base;
            addUnit(dn);
        }

        String dn() {
            return dn;
        }

        LDAPConnection connection() {
            return connection;
        }

        /** Reads this place alone, as the administrator. */
        TestContext context() {
            return server.context().with(LdapConnectorProvider.BASE_DN, dn);
        }

        TestContext contextOf(String account, String password) {
            return server.contextOf(account, password).with(LdapConnectorProvider.BASE_DN, dn);
        }

        String addUnit(String unitDn) throws LDAPException {
            connection.add(unitDn, new Attribute("objectClass", "organizationalUnit"));
            return unitDn;
        }

        String addUser(String name, Attribute... more) throws LDAPException {
            return addUser(name, dn, more);
        }

        String addUser(String name, String parent, Attribute... more) throws LDAPException {
            Entry entry = new Entry("cn=" + name + "," + parent);
            if (server.isActiveDirectory()) {
                entry.addAttribute("objectClass", "user");
                entry.addAttribute("sAMAccountName", account(name));
            } else {
                entry.addAttribute("objectClass", "inetOrgPerson");
                entry.addAttribute("uid", account(name));
            }
            entry.addAttribute("sn", name);
            for (Attribute attribute : more) {
                entry.setAttribute(attribute);
            }
            connection.add(entry);
            return entry.getDN();
        }

        String addGroup(String name, String... memberDns) throws LDAPException {
            Entry entry = new Entry("cn=" + name + "," + dn);
            if (server.isActiveDirectory()) {
                entry.addAttribute("objectClass", "group");
                entry.addAttribute("sAMAccountName", account(name));
            } else {
                entry.addAttribute("objectClass", "groupOfNames");
            }
            if (memberDns.length > 0) {
                entry.addAttribute("member", memberDns);
            }
            connection.add(entry);
            return entry.getDN();
        }

        /** Unique in the domain, as Active Directory wants it. */
        private String account(String name) {
            return name.replace(' ', '.') + dn.substring(5, 11);
        }

        @Override
        public void close() throws LDAPException {
            try (connection) {
                List<String> dns = new ArrayList<>();
                for (var entry : connection
                        .search(dn, SearchScope.SUB, Filter.createPresenceFilter("objectClass"), "1.1")
                        .getSearchEntries()) {
                    dns.add(entry.getDN());
                }
                dns.sort(Comparator.comparingInt(String::length).reversed());
                for (String each : dns) {
                    connection.delete(each);
                }
            }
        }
    }
}
