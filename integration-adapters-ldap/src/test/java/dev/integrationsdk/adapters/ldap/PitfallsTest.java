package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.integrationsdk.adapters.ldap.LoginResult.Outcome;
import dev.integrationsdk.adapters.ldap.RealServer.Place;
import dev.integrationsdk.adapters.ldap.Scanning.Result;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.ExternalId;
import dev.integrationsdk.spi.pull.Completeness;
import dev.integrationsdk.spi.pull.SyncCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What went wrong elsewhere, by the numbers under which those failures are collected, on real servers. Pitfalls that other
 * tests hold: 1, 3, 36 and 41 in DeletionTrialsTest and RealFailoverTest, 12, 22, 32 and 33 in IncompleteScanTest and
 * DeltaScanTest, 14 to 17 in RealFeedsTest, 26 in HostileValuesTest, 28, 29 and 30 in LoginTest, 31 and 44 in
 * IncompleteScanTest, 35 in EncryptionTest.
 */
final class PitfallsTest {
    @Test
    void pitfall02SuccessWithoutEntriesFromATreeThatCannotBeReadIsAnError() {
        TestContext context =
                RealServer.DS389.context().with(LdapConnectorProvider.BASE_DN, "ou=typo,dc=example,dc=org");
        try (Scanning users = Scanning.users(context)) {
            IntegrationException failure = catchThrowableOfType(IntegrationException.class, users::all);

            assertThat(failure.code()).isIn(ErrorCode.PERMISSION_DENIED, ErrorCode.NOT_FOUND);
        }
    }

    @Test
    void pitfall04DeletionsArePartOfTheFullScanAndOfTheChanges() throws LDAPException {
        try (Place place = RealServer.AD.place();
                Scanning users = Scanning.users(place.context())) {
            String gone = place.addUser("gone");
            place.addUser("stays");
            SyncCheckpoint start = users.all().last().next();
            place.connection().delete(gone);

            assertThat(users.changes(start).deletions()).hasSize(1);
            Result full = users.all();
            assertThat(full.records()).hasSize(1);
            assertThat(full.completeness()).isEqualTo(Completeness.COMPLETE);
        }
    }

    @Test
    void pitfall05ARecreatedAccountIsANewRecordAndARenamedOneIsNot() throws LDAPException {
        try (Place place = RealServer.OPENLDAP.place();
                Scanning users = Scanning.users(place.context())) {
            String ada = place.addUser("ada");
            ExternalId first = users.one().externalId();
            place.connection().modifyDN(ada, "cn=lovelace", true);
            assertThat(users.one().externalId()).isEqualTo(first);

            place.connection().delete("cn=lovelace," + place.dn());
            place.addUser("ada");
            assertThat(users.one().externalId()).isNotEqualTo(first);
        }
    }

    @Test
    void pitfall06TheIdOfActiveDirectoryIsTheOneThatItsOwnSearchTakes() throws LDAPException {
        try (Place place = RealServer.AD.place();
                Scanning users = Scanning.users(place.context())) {
            String dn = place.addUser("ada");
            ExternalId id = users.one().externalId();

            var found = place.connection().getEntry("<GUID=" + id + ">", "distinguishedName");
            assertThat(AttributeValues.normalized(String.valueOf(found.getAttributeValue("distinguishedName"))))
                    .isEqualTo(AttributeValues.normalized(dn));
        }
    }

    @Test
    void pitfall08MoreMembersThanOneAnswerHoldsAreAllRead() {
        TestContext context = RealServer.AD_PROXY.context();
        try (Scanning groups = Scanning.groups(context).fields("cn", "member").filter("(cn=all-large)")) {
            assertThat(groups.one().attributes().texts("member")).hasSize(2_500);
        }
    }

    @Test
    void pitfall09And10And11PagesOfAThousandWhereMoreWereAskedForAreNotTheLast() {
        TestContext context = RealServer.AD_PROXY.context().with(LdapConnectorProvider.PAGE_SIZE, "1500");
        try (Scanning users = Scanning.users(context).fields("cn").maxRecords(1_500)) {
            Result all = users.all();

            assertThat(all.records()).hasSizeGreaterThan(2_500);
            assertThat(new HashSet<>(all.records().stream()
                            .map(user -> user.externalId())
                            .toList()))
                    .hasSize(all.records().size());
            assertThat(all.pages()).hasSizeGreaterThan(2);
        }
    }

    @Test
    void pitfall13ADirSyncAnswerInPartsIsReadToItsEnd() throws IOException, LDAPException {
        try (Quirks quirks = new Quirks("dirSyncPage=2");
                Place place = RealServer.AD.place();
                Scanning users = Scanning.users(place.context()
                                .with(LdapConnectorProvider.URL, RealServer.AD_PROXY.url())
                                .with(LdapConnectorProvider.FEED, "dirsync"))
                        .fields("cn")) {
            place.addUser("first");
            SyncCheckpoint start = users.all().last().next();
            for (int i = 1; i <= 7; i++) {
                place.addUser("user" + i);
            }

            assertThat(users.changes(start).texts("cn")).hasSize(7);
            assertThat(quirks).isNotNull();
        }
    }

    @Test
    void pitfall18And39AMembershipThatTouchesNoUserIsSeenByTheGroupsAndByTheirUsers() throws LDAPException {
        try (Place place = RealServer.AD.place();
                Scanning groups = Scanning.groups(place.context()).fields("cn", "member");
                Scanning users = Scanning.users(place.context()).fields("cn", "effectiveGroups")) {
            String ada = place.addUser("ada");
            String team = place.addGroup("team");
            SyncCheckpoint ofGroups = groups.all().last().next();
            SyncCheckpoint ofUsers = users.all().last().next();
            place.connection().modify(team, new Modification(ModificationType.ADD, "member", ada));

            assertThat(groups.changes(ofGroups).named("team").attributes().texts("member"))
                    .hasSize(1);
            assertThat(users.changes(ofUsers).named("ada").attributes().texts("effectiveGroups"))
                    .containsExactly("team");
        }
    }

    @Test
    void pitfall19And20GroupsOfOneNameAreTwoAndNestingMayGoInCircles() throws LDAPException {
        try (Place place = RealServer.OPENLDAP.place();
                Scanning users = Scanning.users(place.context()).fields("cn", "effectiveGroups", "effectiveGroupIds")) {
            String ada = place.addUser("ada");
            String one = place.addGroup("one", ada);
            String two = place.addGroup("two", one);
            place.connection().modify(one, new Modification(ModificationType.ADD, "member", two));
            String unit = place.addUnit("ou=inner," + place.dn());
            place.connection()
                    .add("cn=one," + unit, new Attribute("objectClass", "groupOfNames"), new Attribute("member", ada));

            assertThat(users.one().attributes().texts("effectiveGroups")).containsExactly("one", "two");
            assertThat(users.one().attributes().texts("effectiveGroupIds")).hasSize(3);
        }
    }

    @Test
    void pitfall21ThePrimaryGroupCountsAlthoughNeitherSideListsIt() {
        try (Scanning users = Scanning.users(RealServer.AD.context())
                .fields("cn", "directGroups")
                .filter("(sAMAccountName=sp.primary)")) {
            assertThat(users.one().attributes().texts("directGroups")).contains("primary-target");
        }
    }

    @Test
    void pitfall23And24And25MailIsNoKeyAndMayBeMissingOrSharedInAnotherCase() {
        try (Scanning users = Scanning.users(RealServer.OPENLDAP.context())
                .fields("cn", "mail")
                .filter("(|(uid=sp.nomail)(uid=sp.dup1)(uid=sp.dup2)(uid=sp.twomail))")) {
            Result all = users.all();

            assertThat(all.records()).hasSize(4);
            assertThat(all.named("No Mail").attributes().isNull("mail")).isTrue();
            assertThat(all.named("Two Mails").attributes().texts("mail"))
                    .isEqualTo(List.of("a@example.org", "b@example.org"));
        }
    }

    @Test
    void pitfall27AnEmptyPasswordIsRefusedWhereTheServerWouldTakeIt() {
        try (Abilities login = new Abilities(RealServer.AD_PROXY.context())) {
            assertThat(login.login("u000005", "").outcome()).isEqualTo(Outcome.REJECTED);
            assertThat(login.login("u000005", " ").outcome()).isEqualTo(Outcome.REJECTED);
        }
    }

    @Test
    void pitfall37And38AnEntryThatWasRenamedAfterItsChangeIsReadUnderItsNewName() throws LDAPException {
        try (Place place = RealServer.DS389.place();
                Scanning users = Scanning.users(place.context()).fields("cn", "description")) {
            String ada = place.addUser("ada");
            place.addUser("bob");
            SyncCheckpoint start = users.all().last().next();
            place.connection().modify(ada, new Modification(ModificationType.ADD, "description", "first"));
            place.connection().modifyDN(ada, "cn=lovelace", true);

            Result delta = users.changes(start);
            assertThat(delta.texts("cn")).containsExactly("lovelace");
            assertThat(delta.named("lovelace").attributes().text("description")).contains("first");
        }
    }

    @Test
    void pitfall40NestingIsResolvedHereAndNotByAFilterThatSomeServersDoNotKnow() throws LDAPException {
        try (Place place = RealServer.DS389.place();
                Scanning users = Scanning.users(place.context()).fields("cn", "effectiveGroups")) {
            String inner = place.addGroup("inner", place.addUser("ada"));
            place.addGroup("outer", inner);

            assertThat(users.one().attributes().texts("effectiveGroups")).containsExactly("inner", "outer");
        }
    }

    @Test
    void pitfall43TheLeastAccountReadsWhatTheAdministratorReads() throws LDAPException {
        try (Place place = RealServer.AD.place();
                Scanning least = Scanning.users(place.contextOf("svc-sync", "Pw-svc-sync"))
                        .fields("cn", "accountState");
                Scanning admin = Scanning.users(place.context()).fields("cn", "accountState")) {
            place.addUser("ada");

            assertThat(least.one().attributes()).isEqualTo(admin.one().attributes());
        }
    }

    /** What the server between is to play, as long as this is open. */
    private static final class Quirks implements AutoCloseable {
        private final Path file;

        Quirks(String quirk) throws IOException {
            @Nullable String name = System.getenv("LDAP_TEST_AD_PROXY_QUIRKS");
            file = name == null ? Assumptions.abort("LDAP_TEST_AD_PROXY_QUIRKS is not set") : Path.of(name);
            Files.writeString(file, quirk + "\n");
        }

        @Override
        public void close() throws IOException {
            Files.writeString(file, "\n");
        }
    }
}
