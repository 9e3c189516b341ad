package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import dev.integrationsdk.spi.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class EncryptionTest {
    @TempDir
    static Path folder;

    private static Certificates rightName;
    private static Certificates otherName;

    @BeforeAll
    static void makeCertificates() throws Exception {
        rightName = Certificates.of("localhost", folder);
        otherName = Certificates.of("directory.example.com", folder);
    }

    @Test
    void ldapsWithTheRightNameIsAccepted() throws LDAPException {
        try (TestDirectory directory = TestDirectory.ldaps(rightName.server()).withUsers(501);
                Scanning scanning = Scanning.users(ldaps(directory, rightName))) {
            assertThat(scanning.all().records()).hasSize(501);
        }
    }

    @Test
    void ldapsWithAnotherNameIsRefused() throws LDAPException {
        try (TestDirectory directory = TestDirectory.ldaps(otherName.server()).withUsers(1);
                Scanning scanning = Scanning.users(ldaps(directory, otherName))) {
            assertThat(Failures.message(ErrorCode.INVALID_CONFIGURATION, scanning::first))
                    .contains("certificate")
                    .contains("another name");
        }
    }

    @Test
    void aNumericLoopbackAddressNeedsItsNameToo() throws LDAPException {
        try (TestDirectory directory = TestDirectory.ldaps(rightName.server()).withUsers(1)) {
            TestContext context = ldaps(directory, rightName)
                    .with(LdapConnectorProvider.URL, "ldaps://127.0.0.1:" + directory.port());
            try (Scanning scanning = Scanning.users(context)) {
                Failures.message(ErrorCode.INVALID_CONFIGURATION, scanning::first);
            }
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws LDAPException {
        try (TestDirectory directory = TestDirectory.ldaps(rightName.server()).withUsers(1);
                Scanning scanning = Scanning.users(ldaps(directory, otherName))) {
            Failures.message(ErrorCode.INVALID_CONFIGURATION, scanning::first);
        }
    }

    @Test
    void startTlsIsUsedUnlessDeclined() throws LDAPException {
        try (TestDirectory directory =
                        TestDirectory.startTls(rightName.server()).withUsers(501);
                Scanning scanning = Scanning.users(startTls(directory, rightName))) {
            assertThat(scanning.all().records()).hasSize(501);
        }
    }

    @Test
    void startTlsWithAnotherNameIsRefused() throws LDAPException {
        try (TestDirectory directory =
                        TestDirectory.startTls(otherName.server()).withUsers(1);
                Scanning scanning = Scanning.users(startTls(directory, otherName))) {
            assertThat(Failures.message(ErrorCode.INVALID_CONFIGURATION, scanning::first))
                    .contains("certificate");
        }
    }

    @Test
    void aDirectoryWithoutStartTlsIsNotTalkedToInPlain() throws LDAPException {
        SeenBinds binds = new SeenBinds();
        try (TestDirectory directory = TestDirectory.plain(binds).withUsers(1);
                Scanning scanning = Scanning.users(startTls(directory, rightName))) {
            assertThat(Failures.message(ErrorCode.INVALID_CONFIGURATION, scanning::first))
                    .contains("start-tls");
            assertThat(binds.count()).isZero();
        }
    }

    @Test
    void aFileWithoutCertificatesIsNamedInTheSameWordsWhateverItIs() throws Exception {
        Path text = Files.writeString(folder.resolve("no.pem"), "no certificate");
        try (TestDirectory directory = TestDirectory.ldaps(rightName.server())) {
            List<String> messages = List.of(text, folder, folder.resolve("missing.pem")).stream()
                    .map(path -> ldaps(directory, rightName).with(LdapConnectorProvider.CA_FILE, path.toString()))
                    .map(context -> {
                        try (Scanning scanning = Scanning.users(context)) {
                            return Failures.message(ErrorCode.INVALID_CONFIGURATION, scanning::first);
                        }
                    })
                    .distinct()
                    .toList();

            assertThat(messages).containsExactly("ca-file is not a readable PEM file with certificates");
            assertThat(directory.connections()).isZero();
        }
    }

    private static TestContext ldaps(TestDirectory directory, Certificates trusted) {
        return new TestContext()
                .with(LdapConnectorProvider.URL, "ldaps://localhost:" + directory.port())
                .with(LdapConnectorProvider.BASE_DN, TestDirectory.BASE)
                .with(LdapConnectorProvider.CA_FILE, trusted.pem().toString());
    }

    private static TestContext startTls(TestDirectory directory, Certificates trusted) {
        return ldaps(directory, trusted).with(LdapConnectorProvider.URL, "ldap://localhost:" + directory.port());
    }
}
