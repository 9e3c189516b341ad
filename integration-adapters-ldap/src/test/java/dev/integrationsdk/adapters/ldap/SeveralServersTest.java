package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.integrationsdk.spi.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class SeveralServersTest {
    private final Answers answers = new Answers();

    @Test
    void theNextServerIsAskedWhereTheFirstCannotBeReached() throws LDAPException, IOException {
        try (TestDirectory directory = TestDirectory.plain().withUsers(3);
                Scanning users = Scanning.users(TestContext.plain(directory)
                        .with(LdapConnectorProvider.URL, "ldap://localhost:" + closedPort())
                        .with(
                                LdapConnectorProvider.FURTHER_URLS,
                                "ldap://localhost:" + closedPort() + ", ldap://localhost:" + directory.port()))) {
            assertThat(users.all().records()).hasSize(3);
        }
    }

    @Test
    void aPasswordThatOneServerRefusesIsNotTriedOnTheNext() throws LDAPException {
        answers.bind = new LDAPException(ResultCode.INVALID_CREDENTIALS, "no");
        try (TestDirectory first = TestDirectory.plain(answers);
                TestDirectory second = TestDirectory.plain();
                Scanning users = Scanning.users(TestContext.plain(first)
                        .with(LdapConnectorProvider.FURTHER_URLS, "ldap://localhost:" + second.port()))) {
            Failures.message(ErrorCode.AUTHENTICATION_FAILED, users::all);
            assertThat(second.connections()).isZero();
        }
    }

    @Test
    void noneOfThemIsReachable() throws LDAPException, IOException {
        try (TestDirectory directory = TestDirectory.plain();
                Scanning users = Scanning.users(TestContext.plain(directory)
                        .with(LdapConnectorProvider.URL, "ldap://localhost:" + closedPort())
                        .with(LdapConnectorProvider.FURTHER_URLS, "ldap://localhost:" + closedPort()))) {
            Failures.message(ErrorCode.NETWORK_FAILED, users::all);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://directory", "directory", "ldap://user@directory", "ldap://directory/path", "ldap://a,"})
    void eachMustBeAnAddressLikeTheFirst(String further) throws LDAPException {
        try (TestDirectory directory = TestDirectory.plain()) {
            TestContext context = TestContext.plain(directory).with(LdapConnectorProvider.FURTHER_URLS, further);

            assertThat(Failures.message(
                            ErrorCode.INVALID_CONFIGURATION, () -> new LdapConnectorProvider().open(context)))
                    .contains("further-urls");
        }
    }

    /** Nobody listens there any more. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
