package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.integrationsdk.spi.call.RequestGate;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class AccessTest {
    @Test
    void aWrongPasswordIsToldWithoutNamingAnybody() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(1);
                Scanning scanning = Scanning.users(TestContext.plain(directory)
                        .with(CredentialSet.userAndPassword(TestDirectory.USER, "wrong-password")))) {
            assertThat(Failures.message(ErrorCode.AUTHENTICATION_FAILED, scanning::first))
                    .isEqualTo("signing in to the directory failed: invalid credentials (49)");
        }
    }

    @Test
    void activeDirectorysReasonIsToldInOurWords() throws LDAPException {
        Answers answers = new Answers();
        answers.bind = new LDAPException(
                ResultCode.INVALID_CREDENTIALS, "80090308: LdapErr: DSID-0C090439, comment: x, data 533, v4563");
        try (TestDirectory directory = TestDirectory.plain(answers);
                Scanning scanning = Scanning.users(TestContext.plain(directory))) {
            assertThat(Failures.message(ErrorCode.AUTHENTICATION_FAILED, scanning::first))
                    .endsWith("invalid credentials (49), the account is disabled");
        }
    }

    @Test
    void aMissingPasswordIsRefusedBeforeTheNetwork() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain();
                Scanning scanning = Scanning.users(TestContext.plain(directory).with(CredentialSet.token("x")))) {
            Failures.message(ErrorCode.AUTHENTICATION_FAILED, scanning::first);
            assertThat(directory.connections()).isZero();
        }
    }

    @Test
    void aBlankPasswordCannotEvenBeWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> CredentialSet.userAndPassword(TestDirectory.USER, " "));
    }

    @Test
    void exchangedCredentialsHoldFromTheNextScan() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(1)) {
            TestContext context = TestContext.plain(directory);
            try (Scanning scanning = Scanning.users(context)) {
                assertThat(scanning.all().records()).hasSize(1);
                context.with(CredentialSet.userAndPassword(TestDirectory.USER, "wrong-password"));
                Failures.message(ErrorCode.AUTHENTICATION_FAILED, scanning::first);
            }
        }
    }

    @Test
    void anAddressThatIsNotPublicIsNeverConnectedTo() throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(1)) {
            TestContext context = TestContext.plain(directory);
            LdapSettings settings = LdapSettings.read(context);
            InetAddress[] mixed = {address("192.0.32.7"), InetAddress.getLoopbackAddress()};
            DirectoryDialer dialer =
                    new DirectoryDialer(settings, new AddressPolicy(false), context.credentials(), host -> mixed);

            String message = Failures.message(
                    ErrorCode.INVALID_CONFIGURATION,
                    () -> dialer.open(
                            new Deadline(TestContext.START.plusSeconds(5), context.clock(), RequestGate.OPEN)));
            assertThat(message).contains("not public");
            assertThat(directory.connections()).isZero();
        }
    }

    @Test
    void theNextAddressOfAHostIsTriedWhereOneIsDeaf() throws Exception {
        try (TestDirectory directory = TestDirectory.plain().withUsers(1)) {
            TestContext context = TestContext.plain(directory);
            InetAddress[] two = {address("127.77.77.77"), InetAddress.getLoopbackAddress()};
            DirectoryDialer dialer = new DirectoryDialer(
                    LdapSettings.read(context), new AddressPolicy(true), context.credentials(), host -> two);
            try (DirectorySession session =
                    dialer.open(new Deadline(TestContext.START.plusSeconds(5), context.clock(), RequestGate.OPEN))) {
                assertThat(session).isNotNull();
            }
        }
    }

    @Test
    void nobodyListeningAndNoSuchHostReadTheSame() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String refused = unreachable("ldap://localhost:" + free);
        assertThat(refused).isEqualTo(unreachable("ldap://no-such-host.invalid"));
        assertThat(refused).isEqualTo("the directory cannot be reached at url");
    }

    @Test
    void aDirectoryThatDripsIsLeftAtTheDeadline() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            TestContext context = new TestContext()
                    .with(LdapConnectorProvider.URL, "ldap://localhost:" + socket.getLocalPort())
                    .with(LdapConnectorProvider.BASE_DN, TestDirectory.BASE)
                    .with(LdapConnectorProvider.START_TLS, "false")
                    .with(LdapConnectorProvider.ALLOW_PLAIN, "true");
            Thread server = new Thread(() -> drip(socket, context));
            server.start();
            try (Scanning scanning = Scanning.users(context)) {
                assertThat(Failures.message(ErrorCode.TIMED_OUT, scanning::first))
                        .contains("deadline");
            }
            server.join();
        }
    }

    /** The beginning of an answer, and after the deadline a little more. */
    private static void drip(ServerSocket socket, TestContext context) {
        try (var accepted = socket.accept()) {
            accepted.getInputStream().read(new byte[1]);
            accepted.getOutputStream().write(0x30);
            context.pass(Duration.ofSeconds(31));
            accepted.getOutputStream().write(0x0c);
            accepted.getInputStream().readAllBytes();
        } catch (IOException leftByTheClient) {
            assertThat(leftByTheClient).isNotNull();
        }
    }

    private static String unreachable(String url) {
        TestContext context = new TestContext()
                .with(LdapConnectorProvider.URL, url)
                .with(LdapConnectorProvider.BASE_DN, TestDirectory.BASE)
                .with(LdapConnectorProvider.START_TLS, "false")
                .with(LdapConnectorProvider.ALLOW_PLAIN, "true");
        try (Scanning scanning = Scanning.users(context)) {
            return Failures.message(ErrorCode.NETWORK_FAILED, () -> scanning.page(Optional.empty()));
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException noLiteral) {
            throw new AssertionError(noLiteral);
        }
    }
}
