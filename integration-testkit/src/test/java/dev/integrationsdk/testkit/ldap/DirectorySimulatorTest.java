package dev.integrationsdk.testkit.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DirectorySimulatorTest {
    private static final String USERS = "(objectClass=inetOrgPerson)";
    private static final String FIRST_USER = "uid=u000000,ou=people,dc=example,dc=com";

    private static final String FOREIGN_LDIF = """
                version: 1

                dn: cn=Jo,ou=staff,o=acme
                objectClass: acmeAlien
                cn: Jo
                shoeSize: 43
                shoeSize: 43
                entryUUID: 6ad5bafd-0f4c-4b0a-8b3c-3a3cbf6ee001

                dn: o=acme
                o: acme

                dn: ou=staff,o=acme
                ou: staff

                dn: cn=Lost,ou=nowhere,o=acme
                cn: Lost

                dn: cn=Jo,ou=staff,o=acme
                cn: Jo again
                """;

    private DirectorySimulator directory;

    @BeforeEach
    void startDirectory() throws Exception {
        directory = DirectorySimulator.startGenerated(120, 4, 7);
    }

    @AfterEach
    void closeDirectory() {
        directory.close();
    }

    @Test
    void clientFindsEveryUserAfterBinding() throws Exception {
        try (LDAPConnection connection = connect()) {
            List<SearchResultEntry> found = connection
                    .search(DirectorySimulator.BASE_DN, SearchScope.SUB, USERS)
                    .getSearchEntries();

            assertThat(found).hasSize(120);
            assertThat(directory.count()).isEqualTo(120 + 4 + 3);
        }
    }

    @Test
    void nothingIsReadableWithoutTheRightPassword() throws Exception {
        try (LDAPConnection connection = new LDAPConnection(directory.host(), directory.port())) {
            assertThatExceptionOfType(LDAPSearchException.class)
                    .isThrownBy(() -> connection.search(DirectorySimulator.BASE_DN, SearchScope.SUB, USERS));
            assertThatExceptionOfType(LDAPException.class)
                    .isThrownBy(() -> connection.bind(DirectorySimulator.SERVICE_DN, "wrong"))
                    .satisfies(e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS));
        }
    }

    @Test
    void sameSeedGivesTheSameEntriesAndIds() throws Exception {
        try (DirectorySimulator again = DirectorySimulator.startGenerated(120, 4, 7)) {
            assertThat(identities(again)).isEqualTo(identities(directory)).doesNotHaveDuplicates();
        }
    }

    @Test
    void optionalAttributesVaryBetweenUsers() throws Exception {
        assertThat(directory.entries("(&(objectClass=inetOrgPerson)(!(telephoneNumber=*)))"))
                .hasSize(24);
        assertThat(directory.entries("(&(objectClass=inetOrgPerson)(!(title=*)))"))
                .hasSize(30);
        assertThat(directory.entries("(jpegPhoto=*)")).hasSize(3);
        assertThat(directory.entries("(uid=u000007)").get(0).getAttributeValues("mail"))
                .hasSize(2);
    }

    @Test
    void groupsNameTheirMembers() throws Exception {
        Entry everybody = directory.entries("(cn=group-0000)").get(0);
        Entry some = directory.entries("(cn=group-0001)").get(0);

        assertThat(everybody.getAttributeValues("member")).hasSize(120).contains(FIRST_USER);
        assertThat(some.getAttributeValues("member")).hasSize(30);
    }

    @Test
    void entryUuidIsOperationalAndSurvivesARename() throws Exception {
        String before = directory.entries("(uid=u000000)").get(0).getAttributeValue("entryUUID");

        directory.rename(FIRST_USER, "uid=renamed");

        try (LDAPConnection connection = connect()) {
            String dn = "uid=renamed,ou=people,dc=example,dc=com";
            assertThat(connection.getEntry(dn).hasAttribute("entryUUID")).isFalse();
            assertThat(connection.getEntry(dn, "entryUUID").getAttributeValue("entryUUID"))
                    .isEqualTo(before);
        }
    }

    @Test
    void changesAreVisibleToClients() throws Exception {
        directory.modify(FIRST_USER, new Modification(ModificationType.REPLACE, "title", "Astronaut"));
        directory.delete("uid=u000001,ou=people,dc=example,dc=com");
        directory.add(new Entry(
                "dn: ou=archive,dc=example,dc=com",
                "objectClass: top",
                "objectClass: organizationalUnit",
                "ou: archive"));
        directory.move("uid=u000002,ou=people,dc=example,dc=com", "ou=archive,dc=example,dc=com");

        try (LDAPConnection connection = connect()) {
            assertThat(connection.getEntry(FIRST_USER).getAttributeValue("title"))
                    .isEqualTo("Astronaut");
            assertThat(connection.getEntry("uid=u000001,ou=people,dc=example,dc=com"))
                    .isNull();
            assertThat(connection.getEntry("uid=u000002,ou=archive,dc=example,dc=com"))
                    .isNotNull();
        }
    }

    @Test
    void requestsTellWhatClientsAskedFor() throws Exception {
        try (LDAPConnection connection = connect()) {
            connection.search(DirectorySimulator.BASE_DN, SearchScope.SUB, "(uid=u000003)", "cn", "mail");
        }

        assertThat(directory.requests()).extracting(DirectoryRequest::operation).containsExactly("bind", "search");
        DirectoryRequest search = directory.requests().get(1);
        assertThat(search.dn()).isEqualTo(DirectorySimulator.BASE_DN);
        assertThat(search.filter()).isEqualTo("(uid=u000003)");
        assertThat(search.attributes()).containsExactly("cn", "mail");
    }

    @Test
    void foreignLdifIsLoadedWithoutASchemaInAnyOrder(@TempDir Path folder) throws Exception {
        Path ldif = Files.writeString(folder.resolve("foreign.ldif"), FOREIGN_LDIF, StandardCharsets.UTF_8);

        try (DirectorySimulator foreign = DirectorySimulator.loadLdif(ldif)) {
            assertThat(foreign.count()).isEqualTo(3);
            assertThat(foreign.entries("(shoeSize=43)").get(0).getAttributeValue("entryUUID"))
                    .isEqualTo("6ad5bafd-0f4c-4b0a-8b3c-3a3cbf6ee001");
            assertThat(foreign.rejectedEntries()).hasSize(2).anyMatch(reason -> reason.contains("parent"));
        }
    }

    @Test
    void emptyDirectoryIsBuiltFromItsTop() throws Exception {
        try (DirectorySimulator empty = DirectorySimulator.startEmpty("dc=test")) {
            empty.add(new Entry("dn: dc=test", "dc: test"));

            assertThat(empty.entries()).hasSize(1);
        }
    }

    private LDAPConnection connect() throws LDAPException {
        return new LDAPConnection(
                directory.host(), directory.port(), DirectorySimulator.SERVICE_DN, DirectorySimulator.SERVICE_PASSWORD);
    }

    private static List<String> identities(DirectorySimulator simulator) {
        return simulator.entries().stream()
                .map(entry -> entry.getDN() + " " + entry.getAttributeValue("entryUUID") + " "
                        + entry.getAttributeValue("cn"))
                .toList();
    }
}
