package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.integrationsdk.adapters.ldap.RealServer.Place;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.credential.CredentialSet;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What has made others delete everybody: none of it may read as a deletion, neither in full nor as changes. */
final class DeletionTrialsTest {
    private static final Set<ErrorCode> CLEAR =
            Set.of(ErrorCode.PERMISSION_DENIED, ErrorCode.NOT_FOUND, ErrorCode.INVALID_CONFIGURATION);

    @ParameterizedTest
    @EnumSource(names = {"OPENLDAP", "DS389", "AD"})
    void aBaseThatIsNotThereOrWasMovedAway(RealServer server) throws LDAPException {
        try (Place place = server.place()) {
            String unit = place.addUnit("ou=inner," + place.dn());
            place.addUser("ada", unit);
            SyncCheckpoint start = start(place.context().with(LdapConnectorProvider.BASE_DN, unit));
            place.connection().modifyDN(unit, "ou=elsewhere", true);

            assertNothingIsDeleted(place.context().with(LdapConnectorProvider.BASE_DN, unit), start);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENLDAP", "DS389", "AD"})
    void aFilterThatMatchesNobody(RealServer server) throws LDAPException {
        try (Place place = server.place()) {
            String ada = place.addUser("ada");
            SyncCheckpoint start = start(place.context());
            place.connection().modify(ada, new Modification(ModificationType.REPLACE, "description", "touched"));

            assertNothingIsDeleted(
                    place.context().with(LdapConnectorProvider.USER_FILTER, "(objectClass=nosuchclass)"), start);
        }
    }

    @Test
    void anAccountWhoseRightsWereNarrowed() {
        TestContext whole = restricted(RealServer.OPENLDAP.context());
        SyncCheckpoint start = start(whole);

        assertNothingIsDeleted(restricted(RealServer.OPENLDAP.contextOf("svc-blind", "blindpw")), start);
        assertNothingIsDeleted(
                RealServer.DS389
                        .context()
                        .with(CredentialSet.userAndPassword("uid=d001,ou=people,dc=example,dc=org", "Pw-d001")),
                start(RealServer.DS389.context()));
    }

    @ParameterizedTest
    @CsvSource({"svc-limited, limitedpw", "svc-nopaging, nopagingpw"})
    void anAccountThatGetsHalfOfTheAnswerOrNone(String account, String password) {
        TestContext context =
                RealServer.OPENLDAP.contextOf(account, password).with(LdapConnectorProvider.PAGE_SIZE, "500");
        assertNothingIsDeleted(context, start(RealServer.OPENLDAP.context()));
        try (Scanning users = Scanning.users(context).fields("cn")) {
            Result half = users.all();
            assertThat(half.records()).hasSizeLessThanOrEqualTo(1_000);
            assertThat(half.completeness()).isEqualTo(Completeness.PARTIAL);
        } catch (IntegrationException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        }
    }

    @Test
    void anotherServerOfTheSameDomain() {
        assertNothingIsDeleted(RealServer.AD2.context(), start(RealServer.AD.context()));
    }

    private static TestContext restricted(TestContext context) {
        return context.with(LdapConnectorProvider.BASE_DN, "ou=restricted,dc=example,dc=org");
    }

    private static SyncCheckpoint start(TestContext context) {
        try (Scanning users = Scanning.users(context).fields("cn")) {
            return users.all().last().next();
        }
    }

    private static void assertNothingIsDeleted(TestContext context, SyncCheckpoint start) {
        try (Scanning users = Scanning.users(context).fields("cn")) {
            assertHarmless(() -> users.all(), false);
            assertHarmless(() -> users.changes(start), true);
            assertHarmless(() -> users.changes(start.withoutCursor()), true);
        }
    }

    /** Either a finding that a person understands, or a scan that proves nothing and deletes nothing. */
    private static void assertHarmless(Supplier<Result> scan, boolean delta) {
        try {
            Result result = scan.get();
            assertThat(result.deletions()).isEmpty();
            assertThat(delta || !result.records().isEmpty() || result.completeness() == Completeness.PARTIAL)
                    .as("an empty listing is no proof")
                    .isTrue();
        } catch (IntegrationException finding) {
            Assertions.assertThat(CLEAR).contains(finding.code());
        }
    }
}
