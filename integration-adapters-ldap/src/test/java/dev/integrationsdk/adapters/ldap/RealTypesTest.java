package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.adapters.ldap.RealServer.Place;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.record.ExternalRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What real products answer, read by the same code. */
final class RealTypesTest {
    private static final String[] MEMBERSHIPS = {"cn", "directGroups", "effectiveGroups", "accountState"};

    @ParameterizedTest
    @EnumSource(names = {"OPENLDAP", "DS389", "AD"})
    void usersGroupsUnitsAndMembershipsAreReadFromEveryProduct(RealServer server) throws LDAPException {
        try (Place place = server.place()) {
            String ada = place.addUser("ada");
            String bob = place.addUser("bob", place.addUnit("ou=inner," + place.dn()));
            String inner = place.addGroup("inner", bob);
            place.addGroup("outer", ada, inner);
            try (Scanning users = Scanning.users(place.context()).fields(MEMBERSHIPS);
                    Scanning groups = Scanning.groups(place.context());
                    Scanning units = Scanning.of(place.context(), LdapConnectorProvider.ORGANIZATIONAL_UNIT);
                    Scanning memberships = Scanning.of(place.context(), LdapConnectorProvider.MEMBERSHIP)) {
                Result people = users.all();

                assertThat(people.texts("cn")).containsExactlyInAnyOrder("ada", "bob");
                assertThat(people.named("bob").attributes().texts("directGroups"))
                        .containsExactly("inner");
                assertThat(people.named("bob").attributes().texts("effectiveGroups"))
                        .containsExactly("inner", "outer");
                assertThat(groups.all().texts("cn")).containsExactlyInAnyOrder("inner", "outer");
                assertThat(units.all().texts("ou")).hasSize(2).contains("inner");
                ExternalRecord outer = memberships.all().named("outer");
                assertThat(outer.attributes().texts("directMemberIds"))
                        .contains(people.idOf("ada"))
                        .doesNotContain(people.idOf("bob"));
                assertThat(outer.attributes().texts("effectiveUserIds"))
                        .containsExactlyInAnyOrder(people.idOf("ada"), people.idOf("bob"));
            }
        }
    }

    @Test
    void activeDirectoryTellsMachinesAndContactsFromPeople() throws LDAPException {
        try (Place place = RealServer.AD.place()) {
            place.addUser("ada");
            String workstation = "WS" + place.dn().substring(5, 11);
            place.connection()
                    .add(
                            "cn=pc," + place.dn(),
                            new Attribute("objectClass", "computer"),
                            new Attribute("sAMAccountName", workstation + "$"),
                            new Attribute("userAccountControl", "4096"));
            place.connection().add("cn=card," + place.dn(), new Attribute("objectClass", "contact"));
            try (Scanning users = Scanning.users(place.context());
                    Scanning contacts = Scanning.of(place.context(), LdapConnectorProvider.CONTACT);
                    Scanning computers = Scanning.of(place.context(), LdapConnectorProvider.COMPUTER)) {
                assertThat(users.all().texts("cn")).containsExactly("ada");
                assertThat(contacts.all().texts("cn")).containsExactly("card");
                assertThat(computers.all().texts("cn")).containsExactly("pc");
            }
        }
    }

    @Test
    void activeDirectorysAccountsAreInTheStateThatItSaysItself() {
        try (Scanning users = Scanning.users(RealServer.AD.context())
                .fields("cn", "accountState", "effectiveGroups")
                .filter("(|(sAMAccountName=sp.disabled)(sAMAccountName=sp.expired)(sAMAccountName=sp.mustchange)"
                        + "(sAMAccountName=sp.locked)(sAMAccountName=sp.primary)(sAMAccountName=sp.never))")) {
            Result people = users.all();

            assertThat(people.records())
                    .extracting(user -> user.attributes().text("cn").orElseThrow() + ": "
                            + user.attributes().text("accountState").orElseThrow())
                    .contains(
                            "Disabled User: disabled",
                            "Expired Account: expired",
                            "Must Change: must-change-password",
                            "Never Expires: active");
            assertThat(people.named("Primary Group Changed").attributes().texts("effectiveGroups"))
                    .contains("primary-target");
        }
    }
}
