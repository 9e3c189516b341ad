package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.error.ErrorCode;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class LdapSettingsTest {
    @Test
    void theVariantsAreFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ConnectorProvider.class))
                .extracting(provider -> provider.descriptor().toString())
                .containsExactlyInAnyOrder(
                        "ldap (LDAP, Active Directory, default)",
                        "ldap (LDAP, ldap)",
                        "ldap (Active Directory, active-directory)");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ldaps://directory.example.com, 636, LDAPS",
        "ldaps://directory.example.com:3269/, 3269, LDAPS",
        "LDAP://directory.example.com, 389, START_TLS"
    })
    void encryptionIsTheDefault(String url, int port, String protection) {
        DirectoryAddress address = LdapSettings.read(inPublic(url)).addresses().get(0);

        assertThat(address.host()).isEqualTo("directory.example.com");
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.protection()).hasToString(protection);
    }

    @Test
    void anIpv6AddressLosesItsBrackets() {
        assertThat(LdapSettings.read(inPublic("ldaps://[2600::1]"))
                        .addresses()
                        .get(0)
                        .host())
                .isEqualTo("2600::1");
    }

    @Test
    void plainIsRefusedByDefault() {
        TestContext context = inPublic("ldap://directory.example.com").with(LdapConnectorProvider.START_TLS, "false");

        assertThat(refusal(context)).contains("url would send the password without encryption");
    }

    @Test
    void plainTakesBothTheSettingAndAnOnPremiseConnector() {
        TestContext allowed = new TestContext()
                .with(LdapConnectorProvider.URL, "ldap://directory.example.com")
                .with(LdapConnectorProvider.BASE_DN, TestDirectory.BASE)
                .with(LdapConnectorProvider.START_TLS, "false");

        assertThat(refusal(allowed)).contains("without encryption");
        allowed.with(LdapConnectorProvider.ALLOW_PLAIN, "true");
        assertThat(LdapSettings.read(allowed).addresses().get(0).protection()).hasToString("PLAIN");
        assertThat(refusal(allowed.inPublic())).contains("without encryption");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://directory.example.com",
                "ldaps://directory.example.com/dc=example",
                "ldaps://directory.example.com:22"
            })
    void anotherSchemeAPathOrAnUnusualPortIsRefused(String url) {
        assertThat(refusal(inPublic(url))).startsWith("settings are not valid: url must ");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        TestContext context = inPublic("ldaps://directory.example.com:22")
                .with(LdapConnectorProvider.BASE_DN, "example")
                .with(LdapConnectorProvider.USER_FILTER, "(uid=")
                .with(LdapConnectorProvider.GROUP_FILTER, "cn=*)")
                .with(LdapConnectorProvider.ID_ATTRIBUTE, "not one")
                .with(LdapConnectorProvider.PAGE_SIZE, "0");

        assertThat(refusal(context))
                .contains("url ", "base-dn ", "user-filter ", "group-filter ", "id-attribute ", "page-size ");
    }

    @Test
    void theDefaultFiltersFitActiveDirectoryAndOthers() throws LDAPException {
        DirectoryFilters filters = LdapSettings.read(inPublic("ldaps://directory.example.com"))
                .search()
                .filters();

        assertThat(filters.of(LdapConnectorProvider.USER).matchesEntry(entry("inetOrgPerson")))
                .isTrue();
        assertThat(filters.of(LdapConnectorProvider.USER).matchesEntry(entry("user")))
                .isTrue();
        assertThat(filters.of(LdapConnectorProvider.USER).matchesEntry(computer()))
                .isFalse();
        assertThat(filters.of(LdapConnectorProvider.GROUP).matchesEntry(entry("group")))
                .isTrue();
        assertThat(filters.of(LdapConnectorProvider.GROUP).matchesEntry(entry("user")))
                .isFalse();
    }

    private static Entry entry(String objectClass) {
        return new Entry(
                "cn=x", new Attribute("objectClass", "top", objectClass), new Attribute("objectCategory", "person"));
    }

    private static Entry computer() {
        return new Entry(
                "cn=x", new Attribute("objectClass", "user", "computer"), new Attribute("objectCategory", "computer"));
    }

    private static TestContext inPublic(String url) {
        return new TestContext()
                .inPublic()
                .with(LdapConnectorProvider.URL, url)
                .with(LdapConnectorProvider.BASE_DN, TestDirectory.BASE);
    }

    private static String refusal(TestContext context) {
        return Failures.message(ErrorCode.INVALID_CONFIGURATION, () -> new LdapConnectorProvider().open(context));
    }
}
