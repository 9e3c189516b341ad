package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.record.Attributes;
import dev.integrationsdk.spi.record.Binary;
import dev.integrationsdk.spi.record.ExternalRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class EntryReaderTest {
    private TestDirectory directory;
    private Scanning scanning;

    @BeforeEach
    void open() throws LDAPException {
        directory = TestDirectory.plain();
        scanning = Scanning.users(TestContext.plain(directory));
    }

    @AfterEach
    void close() {
        scanning.close();
        directory.close();
    }

    @Test
    void aPhotoArrivesByteForByte() throws LDAPException {
        byte[] photo = new byte[70_000];
        new Random(1).nextBytes(photo);
        directory.addUser("jane", new Attribute("jpegPhoto", photo), new Attribute("thumbnailPhoto", "text by chance"));

        Attributes attributes =
                scanning.fields("jpegPhoto", "thumbnailPhoto").one().attributes();

        assertThat(attributes.get("jpegPhoto")).contains(Binary.of(photo));
        assertThat(attributes.get("thumbnailPhoto"))
                .contains(Binary.of("text by chance".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytesThatAreNoTextMakeAllValuesOfTheirAttributeBinary() throws LDAPException {
        byte[] noText = {(byte) 0xc3, 0x28};
        directory.addUser("jane", new Attribute("description", "text".getBytes(StandardCharsets.UTF_8), noText));

        assertThat(scanning.fields("description").one().attributes().get("description"))
                .contains(List.of(Binary.of("text".getBytes(StandardCharsets.UTF_8)), Binary.of(noText)));
    }

    @Test
    void aTextWithAZeroCharacterIsBinarySinceNoDatabaseKeepsIt() throws LDAPException {
        directory.addUser("jane", new Attribute("description", new byte[] {'a', 0, 'b'}));

        assertThat(scanning.fields("description").one().attributes().get("description"))
                .contains(Binary.of(new byte[] {'a', 0, 'b'}));
    }

    @Test
    void oneValueStandsAloneAndSeveralAreSorted() throws LDAPException {
        directory.addUser("jane", new Attribute("mail", "z@example.com", "a@example.com"), new Attribute("sn", "Doe"));

        assertThat(scanning.fields("mail", "sn").one().attributes())
                .isEqualTo(Attributes.of(Map.of("mail", List.of("a@example.com", "z@example.com"), "sn", "Doe")));
    }

    @Test
    void whatWasAskedForAndIsMissingHasNoValue() throws LDAPException {
        directory.addUser("jane");

        Attributes attributes = scanning.fields("uid", "mail").one().attributes();

        assertThat(attributes.isNull("mail")).isTrue();
        assertThat(attributes.names()).containsExactly("mail", "uid");
    }

    @Test
    void namesAreThoseThatWereAskedForWhateverTheDirectoryWrites() throws LDAPException {
        directory.addUser("jane", new Attribute("GIVENNAME", "Jane"));

        assertThat(scanning.fields("givenName").one().attributes())
                .isEqualTo(Attributes.of(Map.of("givenName", "Jane")));
    }

    @Test
    void optionsMakeAnotherAttributeUnlessTheySayHowItIsSent() throws LDAPException {
        directory.addUser(
                "jane",
                new Attribute("title", "Engineer"),
                new Attribute("title;lang-de", "Ingenieurin"),
                new Attribute("userCertificate;binary", new byte[] {1, 2}));

        Attributes attributes =
                scanning.fields("title", "userCertificate").one().attributes();

        assertThat(attributes.text("title")).contains("Engineer");
        assertThat(attributes.text("title;lang-de")).contains("Ingenieurin");
        assertThat(attributes.get("userCertificate")).contains(Binary.of(new byte[] {1, 2}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë Müßig",
                "Ирина Петрова",
                "李小龍",
                "محمد",
                "עברית",
                "👩‍🚀 Ada",
                "Ω, + \" \\ < > ; =",
                "a \ufffd replaced"
            })
    void namesOfEveryAlphabetArriveAsTheyAre(String name) throws LDAPException {
        directory.addUser("jane", new Attribute("cn", name));

        assertThat(scanning.one().attributes().text("cn")).contains(name);
    }

    @Test
    void theNameOfAnEntryIsNormalised() throws LDAPException {
        directory
                .server()
                .add(
                        "CN=Doe\\, John , OU=People,dc=example,dc=com",
                        new Attribute("objectClass", "inetOrgPerson"),
                        new Attribute("cn", "Doe, John"));

        assertThat(scanning.one().attributes().text("dn")).contains("cn=doe\\, john,ou=people,dc=example,dc=com");
    }

    @Test
    void theVersionMovesWithTheContentEvenWhereTheStampStays() throws LDAPException {
        directory.addUser("jane", new Attribute("mail", "a@example.com"));
        ExternalRecord before = scanning.one();
        ExternalRecord again = scanning.one();
        directory
                .server()
                .modify(
                        "uid=jane,ou=people,dc=example,dc=com",
                        new Modification(ModificationType.REPLACE, "mail", "b@example.com"));

        assertThat(again.version()).isPresent().isEqualTo(before.version());
        assertThat(scanning.one().version()).isPresent().isNotEqualTo(before.version());
    }

    @Test
    void theTimeOfTheLastChangeIsTheDirectorys() throws LDAPException {
        directory.addUser("jane");
        String stamp = directory
                .server()
                .getEntry("uid=jane,ou=people,dc=example,dc=com", "modifyTimestamp")
                .getAttributeValue("modifyTimestamp");

        assertThat(scanning.one().modifiedAt()).isPresent().isEqualTo(GeneralizedTime.parse(stamp));
    }

    @ParameterizedTest
    @ValueSource(strings = {"userPassword", "unicodePwd", "USERPASSWORD;x-1"})
    void passwordsAreNeverRead(String name) {
        assertThat(Failures.message(
                        ErrorCode.INVALID_CONFIGURATION,
                        () -> scanning.fields(name).first()))
                .contains("never read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.5.4.3", "*", "+", "first name", ""})
    void aFieldThatIsNoAttributeIsNamed(String name) {
        assertThat(Failures.message(
                        ErrorCode.INVALID_CONFIGURATION,
                        () -> scanning.fields(name).first()))
                .contains("'" + name + "'");
    }
}
