package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import dev.integrationsdk.adapters.ldap.LoginResult.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody's name and password. */
final class LoginTest {
    private final Answers answers = new Answers();
    private TestDirectory directory;
    private Abilities abilities;

    @BeforeEach
    void open() throws LDAPException {
        directory = TestDirectory.plain(answers);
        directory.addUser("ada", new Attribute("userPassword", "right"), new Attribute("mail", "a@example.com"));
        directory.addUser("bob", new Attribute("userPassword", "right"), new Attribute("uid", "bob", "twin"));
        directory.addUser("eve", new Attribute("userPassword", "right"), new Attribute("uid", "eve", "twin"));
        abilities = new Abilities(TestContext.plain(directory));
    }

    @AfterEach
    void close() {
        abilities.close();
        directory.close();
    }

    @Test
    void theRightPasswordNamesTheRecordOfTheUser() {
        LoginResult result = abilities.login("ADA", "right");

        assertThat(result.outcome()).isEqualTo(Outcome.ACCEPTED);
        try (Scanning users = Scanning.users(TestContext.plain(directory)).fields("cn")) {
            assertThat(users.all().records())
                    .extracting(external -> external.externalId())
                    .contains(result.user().orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({"ada, wrong", "nobody, right", "twin, right", "*, right", "ada)(uid=*, right", "a@example.com, right"})
    void whateverElseIsRejectedInOneWord(String login, String password) {
        assertThat(abilities.login(login, password)).isEqualTo(LoginResult.of(Outcome.REJECTED));
    }

    @ParameterizedTest
    @CsvSource({"ada, ''", "'', right", "' ', right"})
    void withoutANameOrAPasswordNothingIsSent(String login, String password) {
        assertThat(abilities.login(login, password).outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(directory.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "52e, REJECTED",
        "525, REJECTED",
        "775, REJECTED",
        "533, ACCOUNT_UNUSABLE",
        "701, ACCOUNT_UNUSABLE",
        "530, ACCOUNT_UNUSABLE",
        "531, ACCOUNT_UNUSABLE",
        "532, PASSWORD_MUST_CHANGE",
        "773, PASSWORD_MUST_CHANGE"
    })
    void theReasonsOfActiveDirectoryAreToldToThoseWithTheRightPasswordAlone(String code, Outcome outcome) {
        answers.bindOf = dn -> dn.startsWith("uid=ada")
                ? new LDAPException(
                        ResultCode.INVALID_CREDENTIALS,
                        "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data " + code
                                + ", v2580")
                : null;

        LoginResult result = abilities.login("ada", "right");
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.user().isPresent()).isEqualTo(outcome != Outcome.REJECTED);
    }

    @Test
    void aDirectoryThatCannotAnswerIsNoWrongPassword() {
        answers.search = new LDAPException(ResultCode.BUSY, "later");
        assertThat(abilities.login("ada", "right").outcome()).isEqualTo(Outcome.UNAVAILABLE);
        answers.search = null;
        answers.bindOf = dn -> new LDAPException(ResultCode.UNAVAILABLE, "later");
        assertThat(abilities.login("ada", "right").outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void everyAttemptBindsAnewOnAConnectionOfItsOwn() throws Exception {
        try (TestDirectory own = TestDirectory.plain()) {
            own.addUser("ada", new Attribute("userPassword", "right"));
            try (Abilities once = new Abilities(TestContext.plain(own))) {
                assertThat(once.login("ada", "right").outcome()).isEqualTo(Outcome.ACCEPTED);
                own.server()
                        .modify(
                                "uid=ada,ou=people,dc=example,dc=com",
                                new Modification(ModificationType.REPLACE, "userPassword", "other"));

                assertThat(once.login("ada", "right").outcome()).isEqualTo(Outcome.REJECTED);
                assertThat(once.login("ada", "other").outcome()).isEqualTo(Outcome.ACCEPTED);
                assertThat(own.connections()).isEqualTo(6);
                assertThat(own.allDisconnected()).isTrue();
            }
        }
    }

    @Test
    void nothingOfAnAttemptIsPrinted() {
        assertThat(new LoginAttempt("ada", "right").toString()).doesNotContain("ada", "right");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENLDAP, u000001, Pw-u000001, ACCEPTED", "OPENLDAP, u000001, wrong, REJECTED",
        "OPENLDAP, sp.disabled, Pw-disabled, REJECTED", "OPENLDAP, sp.pwexpired, Pw-expiring, PASSWORD_MUST_CHANGE",
        "DS389, d001, Pw-d001, ACCEPTED", "DS389, d001, wrong, REJECTED",
        "AD, u000002, Pw-u000002, ACCEPTED", "AD, u000002@ad.example.org, Pw-u000002, ACCEPTED",
        "AD, u000006, wrong, REJECTED", "AD, sp.disabled, Pw-disabled, ACCOUNT_UNUSABLE",
        "AD, sp.disabled, wrong, REJECTED", "AD, sp.expired, Pw-expired, ACCOUNT_UNUSABLE",
        "AD, sp.mustchange, Pw-mustchange, PASSWORD_MUST_CHANGE", "AD, nobody, Pw-u000001, REJECTED"
    })
    void realDirectoriesAnswerInTheSameWords(RealServer server, String login, String password, Outcome outcome) {
        try (Abilities real = new Abilities(server.context())) {
            assertThat(real.login(login, password).outcome()).isEqualTo(outcome);
        }
    }
}
